using System.CommandLine;
using System.Text.Json;
using Callgoose.Catalog;
using Callgoose.Configuration;
using Callgoose.Payloads;
using Callgoose.Schema.Destinations;

namespace Callgoose.Cli;

/// <summary><c>callgoose check</c>: finds everything that is wrong with schema files and configuration files, and runs the samples.</summary>
internal static class CheckCommand
{
    private const string ConfigurationName = "callgoose.json";

    /// <summary>Makes the command.</summary>
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
            Description = "Print the JSON Schema of schema files, or with 'configuration' or 'test' that of configuration or test files.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        print.AcceptOnlyFromAmong("schema", "configuration", "test");
        var command = new Command("check", "Check schema files, run their samples, and check configuration files.") { files, json, print };
        command.SetAction(parsed =>
        {
            if (parsed.GetResult(print) is not null)
            {
                parsed.InvocationConfiguration.Output.Write(PublishedJsonSchema.Read(parsed.GetValue(print) ?? "schema"));
                return ExitCode.Done;
            }

            return Run(parsed.GetValue(files)!, parsed.GetValue(json), parsed.InvocationConfiguration);
        });
        return command;
    }

    private static int Run(string[] paths, bool asJson, InvocationConfiguration console)
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
        InputProblem[] problems =
        [
            .. set.Problems,
            .. destinations.SelectMany(static path => DestinationParser.Parse(File.ReadAllText(path)).Problems.Select(problem => InputProblem.InFile(path, problem))),
            .. configurations.SelectMany(path => new ConfigurationSources { File = path, Flags = new SettingsLayer { Schemas = schemas.Length > 0 ? schemas : null } }.Load().Problems),
        ];
        InputProblem[] told = [.. problems.Distinct()];
        int files = named + (schemas.Length > 0 ? set.Sources.Count(static source => !source.IsBuiltIn) : named > 0 ? 0 : set.Sources.Count);
        if (asJson)
        {
            console.Output.WriteLine(JsonText.Write(json => WriteProblems(json, files, told)));
        }
        else
        {
            foreach (InputProblem problem in told)
            {
                console.Output.WriteLine(problem);
            }

            console.Error.WriteLine($"{files} {(files == 1 ? "file" : "files")} checked, {told.Length} {(told.Length == 1 ? "problem" : "problems")}.");
        }

        return told.Length == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static bool IsConfiguration(string path) => !path.EndsWith(SchemaFiles.Ending, StringComparison.Ordinal) && IsConfigurationText(path);

    /// <summary>A file of another name is a schema file if it looks like one: it has filters.</summary>
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

    private static void WriteProblems(Utf8JsonWriter json, int files, InputProblem[] problems)
    {
        json.WriteNumber("files"u8, files);
        json.WriteStartArray("problems"u8);
        foreach (InputProblem problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("place"u8, problem.Place);
            json.WriteString("rule"u8, problem.Rule.Id);
            json.WriteString("message"u8, problem.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
