using System.CommandLine;
using System.Text;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Auth;
using Callgoose.Http;
using Callgoose.Storage;

namespace Callgoose.Cli;

/// <summary><c>callgoose tokens list</c>: everything about the tokens but the tokens.</summary>
internal static class TokensListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("list", "List the tokens, without their secrets.") { data, json };
        command.SetAction(parsed =>
        {
            using TokenStore tokens = TokenFolder.OpenExisting(parsed.GetValue(data)!);
            long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            TextWriter output = parsed.InvocationConfiguration.Output;
            output.Write(parsed.GetValue(json) ? ToJson(tokens.List(), now) : ToTable(tokens.List(), now));
            return ExitCode.Done;
        });
        return command;
    }

    private static string ToTable(IReadOnlyList<ApiToken> tokens, long now)
    {
        var table = new TextTable("ID", "NAME", "KIND", "SCOPES", "ENVIRONMENT", "CREATED", "EXPIRES", "DEBUG", "STATE");
        foreach (ApiToken token in tokens)
        {
            table.Add(
                token.Id.ToString(), token.Name, KindOf(token), token.Scopes.ToText(), token.Environment,
                Time(token.CreatedAt), token.ExpiresAt is long at ? Time(at) : "never",
                token.IsDebuggedAt(now) ? "on" : "off", TokenJson.StateOf(token, now));
        }

        return table.ToString();
    }

    private static string ToJson(IReadOnlyList<ApiToken> tokens, long now)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            json.WriteStartArray();
            foreach (ApiToken token in tokens)
            {
                json.WriteStartObject();
                TokenJson.WriteMembers(json, token, now);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static string KindOf(ApiToken token) =>
        token.BoundTo is null ? token.Kind.ToText() : $"{token.Kind.ToText()} {token.BoundTo}";

    private static string Time(long unixMilliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
