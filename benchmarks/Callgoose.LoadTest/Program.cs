using System.CommandLine;
using Callgoose.LoadTest;
using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Reporting;

Option<int> rounds = Number("--rounds", 5, "How often the contenders take turns.");
Option<int> seconds = Number("--seconds", 8, "How long each is under load in each round.");
Option<int> connections = Number("--connections", 64, "How many connections send.");
Option<int> threads = Number("--threads", 1, "How many threads of wrk share them.");
Option<int> starts = Number("--starts", 15, "How often the start is measured.");
var rivals = new Option<string>("--rivals")
{
    DefaultValueFactory = static _ => string.Join(',', Rivals.All.Select(static r => r.Name)),
    Description = "Who is compared, with commas between them.",
};
var only = new Option<string>("--only")
{
    DefaultValueFactory = static _ => string.Join(',', Enum.GetNames<Part>()).ToLowerInvariant(),
    Description = "What is measured, with commas between them.",
};
only.Validators.Add(static result =>
{
    string? unknown = result.GetValueOrDefault<string>()!.Split(',').FirstOrDefault(
        static name => !Enum.GetNames<Part>().Contains(name, StringComparer.OrdinalIgnoreCase));
    if (unknown is not null)
    {
        result.AddError($"There is no part {unknown}; there are {string.Join(", ", Enum.GetNames<Part>()).ToLowerInvariant()}.");
    }
});
var executable = new Option<string?>("--exe")
{
    Description = "The published executable; without it, it is published first.",
};
var write = new Option<bool>("--write")
{
    Description = "Put the results into benchmarks/README.md.",
};

var command = new RootCommand("Puts the same load on callgoose and its rivals in turn and writes what it measured as Markdown.")
{
    only, rounds, seconds, connections, threads, starts, rivals, executable, write,
};
command.SetAction(parsed => RunAsync(
    new LoadTestOptions
    {
        Parts = parsed.GetValue(only)!.Split(',').Select(Part (name) => Enum.Parse<Part>(name, ignoreCase: true)).ToHashSet(),
        Rounds = parsed.GetValue(rounds),
        Time = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
        Connections = parsed.GetValue(connections),
        Threads = parsed.GetValue(threads),
        Starts = parsed.GetValue(starts),
        Rivals = parsed.GetValue(rivals)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Executable = parsed.GetValue(executable) is string path ? Path.GetFullPath(path) : null,
    },
    parsed.GetValue(write)));
return await command.Parse(args).InvokeAsync();

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

static async Task<int> RunAsync(LoadTestOptions options, bool write)
{
    try
    {
        Results results = await new LoadTestRun(options, Console.Error.WriteLine).RunAsync();
        foreach ((string section, string text) in MarkdownReport.Write(results))
        {
            Console.WriteLine(text);
            if (write)
            {
                ReadmeSection.Replace(section, text);
            }
        }

        return results.Throughput?.All(static c => c.Failure is null) != false ? 0 : 1;
    }
    catch (LoadTestException e)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
}
