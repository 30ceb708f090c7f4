using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Callgoose.Payloads;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary><c>callgoose tokens list</c>: lists the tokens without their secrets.</summary>
internal static class TokensListCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var options = new TokenOptions();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("list", "List the tokens, without their secrets.") { json };
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using ITokenAccess tokens = options.Open(parsed);
            IReadOnlyList<JsonElement> list = await tokens.ListAsync();
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? ToJson(list) : ToTable(list));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Formats a time of the HTTP API for people, to the second.</summary>
    public static string Time(string time) =>
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string ToTable(IReadOnlyList<JsonElement> tokens)
    {
        var table = TextTable.Whole("ID", "NAME", "KIND", "SCOPES", "ENVIRONMENT", "CREATED", "EXPIRES", "RATE", "VERIFY", "GET", "DEBUG", "STATE");
        foreach (JsonElement token in tokens)
        {
            string kind = Text("kind")!;
            table.Add(
                Text("id")!, Text("name")!, Text("boundTo") is string bound ? $"{kind} {bound}" : kind, Text("scopes")!, Text("environment")!,
                Time(Text("createdAt")!), Text("expiresAt") is string at ? Time(at) : "never", Text("rate") ?? "default",
                token.TryGetProperty("verify", out JsonElement verify) && verify.GetString() is string scheme ? scheme : "no",
                token.TryGetProperty("get", out JsonElement get) && get.GetBoolean() ? "yes" : "no",
                Text("debugUntil") is null ? "off" : "on", Text("state")!);

            string? Text(string member) => token.GetProperty(member).GetString();
        }

        return table.ToString();
    }

    private static string ToJson(IReadOnlyList<JsonElement> tokens)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartArray("tokens"u8);
            foreach (JsonElement token in tokens)
            {
                token.WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
