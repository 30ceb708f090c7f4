using System.CommandLine;
using Callgoose.Catalog;
using Callgoose.Services;
using Callgoose.Terminal;
using Callgoose.TestFiles;

namespace Callgoose.Cli;

/// <summary><c>callgoose test</c>: runs test files against schema files, without a server or a store.</summary>
internal static class TestCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE|DIR") { Description = $"Test files (*{TestFile.Ending}), or folders of such.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format") { Description = "How to report.", DefaultValueFactory = static _ => "text" };
        format.AcceptOnlyFromAmong("text", "tap", "junit");
        Option<string[]> schemas = CommonOptions.Schemas();
        var command = new Command("test", "Run test files: payloads one after the other, with the verdicts and incidents that are expected.") { files, format, schemas };
        command.SetAction(parsed => Run(
            Find(parsed.GetValue(files)!), parsed.GetValue(schemas)!, parsed.GetValue(format)!, parsed.InvocationConfiguration));
        return command;
    }

    private static int Run(IReadOnlyList<string> paths, string[] schemas, string format, InvocationConfiguration console)
    {
        TestFile[] files = [.. paths.Select(TestFileParser.Read)];
        InputProblem[] problems = [.. files.SelectMany(static file => file.Problems.Select(problem => InputProblem.InFile(file.Path, problem)))];
        if (problems.Length > 0)
        {
            throw new UsageException(string.Join("\n", problems.Select(static problem => problem.ToString())));
        }

        var results = new List<TestResult>();
        foreach (TestFile file in files)
        {
            Service service = Service.DefaultOf(CommonOptions.Load(schemas.Length > 0 ? schemas : [.. file.Schemas]).Integrations);
            results.AddRange(file.Tests.Select(test => new TestResult(file.Path, test, TestRun.Run(test, service))));
        }

        console.Output.Write(TestReport.Write(format, results, Style.OfOutput));
        return results.TrueForAll(static result => result.Passed) ? ExitCode.Done : ExitCode.Failed;
    }

    private static List<string> Find(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (string path in paths)
        {
            string[] found = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*" + TestFile.Ending).Order(StringComparer.Ordinal)] : [path];
            files.AddRange(found.Length > 0 && (Directory.Exists(path) || File.Exists(path))
                ? found
                : throw new UsageException($"There is no test file at {path}; name a file, or a folder of files *{TestFile.Ending}."));
        }

        return files;
    }
}
