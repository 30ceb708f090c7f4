using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Callgoose.Catalog;
using Callgoose.Payloads;
using Callgoose.Suggest;
using Callgoose.TestFiles;

namespace Callgoose.Cli;

/// <summary><c>callgoose suggest</c>: proposes a schema file for payloads, and says how certain it is.</summary>
internal static class SuggestCommand
{
    private const string AnyName = "MyTool";
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var calls = new Argument<string[]>("CALL-ID|FILE")
        {
            Description = "Logged calls, by the ids in their answers, or files of one payload each. A beginning and its end show more than one of them.", Arity = ArgumentArity.OneOrMore,
        };
        var name = new Option<string?>("--name") { HelpName = "N", Description = $"The integration's name; else the source of a logged call, else {AnyName}." };
        var folder = new Option<string?>("--out") { HelpName = "DIR", Description = "Write the schema file and a test file there instead of printing the schema file.", Validators = { CommonOptions.RefuseBlank } };
        Option<bool> json = CommonOptions.Json();
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string> data = CommonOptions.Data(mayBeShared: true);
        var command = new Command("suggest", "Propose a schema file for payloads, and say how sure each of its choices is.") { calls, name, folder, json, url, token, data };
        command.SetAction(async (parsed, cancellation) =>
        {
            var payloads = new List<string>();
            string? source = null;
            foreach (string wanted in parsed.GetValue(calls)!)
            {
                (string payload, string? from) = File.Exists(wanted)
                    ? (await ReadAsync(wanted, cancellation), null)
                    : await FindAsync(wanted, () => LoggedCalls.OpenAsync(parsed, url, token, data, CommonOptions.Given(parsed.CommandResult, "--config")));
                payloads.Add(payload);
                source ??= from;
            }

            string integration = parsed.GetValue(name) ?? source ?? AnyName;
            if (string.IsNullOrWhiteSpace(integration) || integration.Length > 100)
            {
                throw new UsageException("--name is blank or has more than 100 characters.");
            }

            var suggestion = Suggestion.Of(integration, payloads);
            await parsed.InvocationConfiguration.Output.WriteAsync(
                parsed.GetValue(json) ? JsonText.Write(writer => WriteMembers(writer, suggestion)) + "\n"
                : parsed.GetValue(folder) is string path ? Save(path, integration, suggestion)
                : suggestion.Schema);
            await parsed.InvocationConfiguration.Error.WriteAsync(parsed.GetValue(json) ? string.Empty : Text(suggestion.Findings));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellation) => new FileInfo(file).Length <= MaxBytes
        ? Checked(await File.ReadAllBytesAsync(file, cancellation), file)
        : throw new UsageException($"{file} has more than {MaxBytes} bytes; a server takes no such payload unless configured otherwise.");

    private static async Task<(string Payload, string? From)> FindAsync(string id, Func<Task<LoggedCalls>> open)
    {
        if (!Incidents.TimeOrderedId.TryParse(id, out _))
        {
            throw new UsageException($"There is no file {id}, and it is not a call id; each answer of the server has one.");
        }

        using LoggedCalls log = await open();
        JsonElement call = await log.FindAsync(id) ?? throw new UsageException($"The log has no call {id}; 'callgoose tokens debug ID on' has to be on before a call comes.");
        byte[] body = Encoding.UTF8.GetBytes(call.GetProperty("body").GetString()!);
        return body.Length < call.GetProperty("bodyLength").GetInt32()
            ? throw new UsageException($"The body of call {id} is longer than the log keeps; save the payload as a file.")
            : (Checked(body, $"call {id}"), call.GetProperty("from").GetString());
    }

    /// <summary>Checks that filters can read a payload, and returns it.</summary>
    private static string Checked(byte[] body, string place)
    {
        PayloadError error = PayloadReader.Check(body, new ScratchBuffer());
        ReadOnlySpan<byte> text = body.AsSpan().StartsWith(PayloadReader.ByteOrderMark) ? body.AsSpan(PayloadReader.ByteOrderMark.Length) : body;
        return error.IsNone ? Encoding.UTF8.GetString(text) : throw new UsageException($"{place} is not JSON as a server takes it; 'callgoose explain' shows where.");
    }

    private static string Save(string path, string name, Suggestion suggestion)
    {
        string schema = Path.Combine(path, name + SchemaFiles.Ending);
        string tests = Path.Combine(path, name.ToLowerInvariant() + TestFile.Ending);
        if (name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            throw new UsageException($"\"{name}\" cannot be a file name; give another --name.");
        }

        if (File.Exists(schema) || File.Exists(tests))
        {
            throw new UsageException($"{(File.Exists(schema) ? schema : tests)} exists already; give another --name or --out.");
        }

        Directory.CreateDirectory(path);
        File.WriteAllText(schema, suggestion.Schema);
        File.WriteAllText(tests, suggestion.Tests);
        return $"{schema}\n{tests}\n";
    }

    private static string Text(IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (Finding finding in findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{CertaintyText(finding.Certainty),-8} {finding.What,-13} {TerminalText.Line(finding.Choice)}: {TerminalText.Line(finding.Why)}\n");
        }

        return text.ToString();
    }

    private static string CertaintyText(Certainty certainty) => certainty switch
    {
        Certainty.Sure => "sure",
        Certainty.Likely => "likely",
        _ => "a guess",
    };

    private static void WriteMembers(Utf8JsonWriter json, Suggestion suggestion)
    {
        json.WritePropertyName("schema"u8);
        using (JsonDocument schema = JsonDocument.Parse(suggestion.Schema))
        {
            schema.RootElement.WriteTo(json);
        }

        json.WritePropertyName("tests"u8);
        using (JsonDocument tests = JsonDocument.Parse(suggestion.Tests))
        {
            tests.RootElement.WriteTo(json);
        }

        json.WriteStartArray("findings"u8);
        foreach (Finding finding in suggestion.Findings)
        {
            json.WriteStartObject();
            json.WriteString("what"u8, finding.What);
            json.WriteString("choice"u8, finding.Choice);
            json.WriteString("certainty"u8, CertaintyText(finding.Certainty));
            json.WriteString("why"u8, finding.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
