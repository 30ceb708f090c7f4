using System.CommandLine;
using System.Text.Json;
using Callgoose.Catalog;
using Callgoose.Configuration;
using Callgoose.Payloads;
using Callgoose.Schema.Destinations;

namespace Callgoose.Cli;

/// <summary><c>callgoose check</c>: finds all errors in schema files and configuration files, and runs the samples.</summary>
internal static class CheckCommand
{
    private const string ConfigurationName = "callgoose.json";

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE|DIR")
        {
            Description = "Schema files, folders of such, and configuration files (callgoose.json). None: the built-in schema files, and ./callgoose.json if it is there.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<bool> json = CommonOptions.Json();
        var print = new Option<string?>("--print-json-schema")
        {
            HelpName = "WHAT",
            Description = "Print the JSON Schema of schema files, or with 'destination', 'configuration' or 'test' that of destination, configuration or test files.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        print.AcceptOnlyFromAmong("schema", "destination", "configuration", "test");
        var strict = new Option<bool>("--strict") { Description = "Fail on warnings, too." };
        var command = new Command("check", "Check schema files, run their samples, and check configuration files.") { files, strict, json, print };
        command.SetAction(parsed =>
        {
            if (parsed.GetResult(print) is not null)
            {
                parsed.InvocationConfiguration.Output.Write(PublishedJsonSchema.Read(parsed.GetValue(print) ?? "schema"));
                return ExitCode.Done;
            }

            return Run(parsed.GetValue(files)!, parsed.GetValue(json), parsed.GetValue(strict), parsed.InvocationConfiguration);
        });
        return command;
    }

    private static int Run(string[] paths, bool asJson, bool isStrict, InvocationConfiguration console)
    {
        if (paths.Length == 0 && File.Exists(ConfigurationName))
        {
            paths = [ConfigurationName];
        }

        string[] destinations = [.. paths.Where(static path => path.EndsWith(DestinationSchema.FileEnding, StringComparison.Ordinal) && File.Exists(path))];
        paths = [.. paths.Except(destinations)];
        string[] configurations = [.. paths.Where(static path => File.Exists(path) && IsConfiguration(path))];
        string[] schemas = [.. paths.Except(configurations)];
        SchemaSet set = SchemaSet.Read(schemas);
        int named = destinations.Length + configurations.Length;
        ConfigurationResult[] loaded =
            [.. configurations.Select(path => new ConfigurationSources { File = path, Flags = new SettingsLayer { Schemas = schemas.Length > 0 ? schemas : null } }.Load())];
        InputProblem[] problems =
        [
            .. set.Problems,
            .. destinations.SelectMany(static path => DestinationParser.Parse(File.ReadAllText(path)).Problems.Select(problem => InputProblem.InFile(path, problem))),
            .. loaded.SelectMany(static result => result.Problems),
        ];
        bool hasSchemas = schemas.Length > 0 || named == 0;
        int files = named + (schemas.Length > 0 ? set.Sources.Count(static source => !source.IsBuiltIn) : named > 0 ? 0 : set.Sources.Count);
        IReadOnlyList<InputProblem> warnings = [.. hasSchemas ? set.Warnings : [], .. loaded.SelectMany(static result => result.Warnings)];
        var report = new CheckReport(files, [.. problems.Distinct()], set.Hidden, warnings, hasSchemas ? set.HiddenWarnings : 0);
        if (asJson)
        {
            console.Output.WriteLine(JsonText.Write(report.Write));
        }
        else
        {
            report.Print(console.Output);
            console.Error.WriteLine(report.Summary);
        }

        return report.ProblemCount == 0 && (!isStrict || report.WarningCount == 0) ? ExitCode.Done : ExitCode.Failed;
    }

    private static bool IsConfiguration(string path) => !path.EndsWith(SchemaFiles.Ending, StringComparison.Ordinal) && IsConfigurationText(path);

    /// <summary>Whether a file with any other name is a configuration file. A file with filters is a schema file.</summary>
    private static bool IsConfigurationText(string path)
    {
        if (Path.GetFileName(path) == ConfigurationName)
        {
            return true;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object && !document.RootElement.TryGetProperty("filters", out _)
                && SettingNames.OfFile.Any(name => name != SettingNames.Schema && document.RootElement.TryGetProperty(name, out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
