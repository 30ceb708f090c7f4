using System.CommandLine;
using Callgoose.LoadTest;
using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Reporting;

var rounds = new Option<int>("--rounds") { DefaultValueFactory = static _ => 5, Description = "How often the contenders take turns." };
var seconds = new Option<int>("--seconds") { DefaultValueFactory = static _ => 8, Description = "How long each is under load in each round." };
var connections = new Option<int>("--connections") { DefaultValueFactory = static _ => 64, Description = "How many connections send." };
var threads = new Option<int>("--threads") { DefaultValueFactory = static _ => 1, Description = "How many threads of wrk share them." };
var starts = new Option<int>("--starts") { DefaultValueFactory = static _ => 15, Description = "How often the start is measured." };
var rivals = new Option<string>("--rivals")
{
    DefaultValueFactory = static _ => string.Join(',', NginxContender.All.Select(static r => r.Name)),
    Description = "Who is compared, with commas between them; the default is everybody.",
};
var executable = new Option<string?>("--exe") { Description = "The published executable; without it, it is published first." };
var write = new Option<bool>("--write") { Description = "Put the results into benchmarks/README.md." };

var command = new RootCommand("Starts callgoose and its rivals, puts the same load on them in turn and writes what it measured as Markdown.")
{
    rounds, seconds, connections, threads, starts, rivals, executable, write,
};
command.SetAction(async parsed =>
{
    try
    {
        string? path = parsed.GetValue(executable);
        Results results = await LoadTestRun.RunAsync(
            new LoadTestOptions
            {
                Rounds = parsed.GetValue(rounds),
                Time = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                Connections = parsed.GetValue(connections),
                Threads = parsed.GetValue(threads),
                Starts = parsed.GetValue(starts),
                Rivals = parsed.GetValue(rivals)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                Executable = path is null ? null : Path.GetFullPath(path),
                Write = parsed.GetValue(write),
            },
            static line => Console.Error.WriteLine(line));
        string report = MarkdownReport.Write(results);
        Console.WriteLine(report);
        if (results.Options.Write)
        {
            ReadmeSection.Replace(report);
        }

        return results.Missing.Count == 0 ? 0 : 1;
    }
    catch (LoadTestException e)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();
