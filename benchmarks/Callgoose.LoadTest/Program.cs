using System.CommandLine;
using Callgoose.LoadTest;
using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Measurements;
using Callgoose.LoadTest.Platform;
using Callgoose.LoadTest.Plots;
using Callgoose.LoadTest.Reporting;

if (args is [OpenLoop.Command, string plan])
{
    return OpenLoop.RunGenerator(plan);
}

Option<int> rounds = Number("--rounds", 5, "How often the contenders take turns.");
Option<int> seconds = Number("--seconds", 5, "How long each is under load in each round.");
Option<int> connections = Number("--connections", 64, "How many connections send.");
Option<int> threads = Number("--threads", 1, "How many threads of wrk share them.");
Option<int> starts = Number("--starts", 15, "How often the start is measured.");
Option<int> webhooks = Number("--webhooks", 1_000_000, "How many webhooks are sent before memory is looked at.");
Option<int> minutes = Number("--minutes", 30, "When the run is given up, whatever it is doing.");
var stored = new Option<string>("--stored")
{
    DefaultValueFactory = static _ => "0,100000,1000000",
    Description = "How many incidents are stored where growth is measured, with commas between the numbers.",
};
var rivals = new Option<string>("--rivals")
{
    DefaultValueFactory = static _ => string.Join(',', Rivals.All.Select(static r => r.Name)),
    Description = "Who is compared, with commas between them.",
};
var generatorCore = new Option<int?>("--generator-core")
{
    Description = "The core that the generator of the open loop is kept on; without it, any.",
};
var only = new Option<string>("--only")
{
    DefaultValueFactory = static _ => string.Join(',', Enum.GetNames<Part>()).ToLowerInvariant(),
    Description = "What is measured, with commas between them.",
};
only.Validators.Add(static result =>
{
    string? unknown = List(result.GetValueOrDefault<string>()!).FirstOrDefault(
        static name => !Enum.GetNames<Part>().Contains(name, StringComparer.OrdinalIgnoreCase));
    if (unknown is not null)
    {
        result.AddError($"There is no part {unknown}; there are {string.Join(", ", Enum.GetNames<Part>()).ToLowerInvariant()}.");
    }
});
stored.Validators.Add(static result =>
{
    if (!List(result.GetValueOrDefault<string>()!).All(static number => int.TryParse(number, out int count) && count >= 0))
    {
        result.AddError("--stored must be numbers with commas between them.");
    }
});
var executable = new Option<string?>("--exe")
{
    Description = "The published executable; without it, it is published first.",
};
var against = new Option<string?>("--against")
{
    Description = "Another executable of the product: only what a webhook costs both is measured, in turns.",
};
var syncDelay = new Option<int?>("--sync-microseconds")
{
    Description = "Keep all data in memory, and have each sync take so long: what is measured then is no disk's.",
};
var write = new Option<bool>("--write")
{
    Description = "Put the results into benchmarks/README.md, and draw the plots anew.",
};

var command = new RootCommand("Puts the same load on callgoose and its rivals in turn and writes what it measured as Markdown.")
{
    only, rounds, seconds, connections, threads, generatorCore, starts, webhooks, stored, rivals, executable, against, syncDelay, minutes, write,
};
command.SetAction(parsed => RunAsync(
    new LoadTestOptions
    {
        Parts = List(parsed.GetValue(only)!).Select(Part (name) => Enum.Parse<Part>(name, ignoreCase: true)).ToHashSet(),
        Rounds = parsed.GetValue(rounds),
        Time = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
        Connections = parsed.GetValue(connections),
        Threads = parsed.GetValue(threads),
        GeneratorCore = parsed.GetValue(generatorCore),
        Starts = parsed.GetValue(starts),
        Webhooks = parsed.GetValue(webhooks),
        Stored = [.. List(parsed.GetValue(stored)!).Select(int.Parse).Order()],
        Rivals = List(parsed.GetValue(rivals)!),
        Executable = parsed.GetValue(executable) is string path ? Path.GetFullPath(path) : null,
        SyncDelay = parsed.GetValue(syncDelay) is int microseconds ? TimeSpan.FromMicroseconds(microseconds) : null,
        Against = parsed.GetValue(against) is string other ? Path.GetFullPath(other) : null,
    },
    TimeSpan.FromMinutes(parsed.GetValue(minutes)),
    parsed.GetValue(write)));
return await command.Parse(args).InvokeAsync();

static string[] List(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

static Option<int> Number(string name, int fallback, string description)
{
    var option = new Option<int>(name) { DefaultValueFactory = _ => fallback, Description = description };
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
        {
            result.AddError($"{name} must be at least 1.");
        }
    });
    return option;
}

static async Task<int> RunAsync(LoadTestOptions options, TimeSpan longest, bool write)
{
    // When the program ends, it stops the processes that it started and removes the files that it wrote.
    using var deadline = new Timer(
        static _ =>
        {
            Console.Error.WriteLine("The run takes longer than --minutes allows and is given up.");
            Environment.Exit(1);
        },
        null,
        longest,
        Timeout.InfiniteTimeSpan);
    try
    {
        if (options.SyncDelay is TimeSpan delay)
        {
            await SlowDisk.UseAsync(delay);
        }

        if (options.Against is string before)
        {
            string after = options.Executable ?? await Repository.PublishProductAsync();
            Comparison comparison = await Comparison.MeasureAsync(before, after, new Wrk(options.Connections, options.Threads), options.Rounds, Console.Error.WriteLine);
            Console.WriteLine(
                $"server CPU per webhook: {Spread.Of(comparison.Before).ToString("F2")} µs before, {Spread.Of(comparison.After).ToString("F2")} µs after, "
                + $"{comparison.Ratio.ToString("F3")} of it in the same round");
            return 0;
        }

        Results results = await new LoadTestRun(options, Console.Error.WriteLine).RunAsync();
        foreach ((string section, string text) in MarkdownReport.Write(results))
        {
            Console.WriteLine(text);
            if (write)
            {
                ReadmeSection.Replace(section, text);
            }
        }

        if (write)
        {
            ResultPlots.Draw(results);
        }

        return results.AreComplete ? 0 : 1;
    }
    catch (LoadTestException e)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
}
