using Callgoose.Incidents;
using Callgoose.Services;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Cli;

/// <summary>What the first start on an empty data folder does: one token, shown once, and a line to try it with.</summary>
internal static class FirstStart
{
    /// <summary>The integration whose sample is sent; everything about it comes from its schema file.</summary>
    private const string ExampleSource = "BetterStack";

    /// <summary>Makes the first token, of every scope, unless the data folder has ever had one.</summary>
    /// <returns>The token, or null.</returns>
    public static string? CreateToken(DataFolder folder, TimeProvider clock)
    {
        using var tokens = TokenStore.Open(folder, clock);
        return tokens.IsEmpty
            ? tokens.Create(new NewToken
            {
                Name = "first start",
                Kind = TokenKind.Global,
                Scopes = TokenScopes.Process | TokenScopes.Read | TokenScopes.Admin,
            }).Secret
            : null;
    }

    /// <summary>Tells how to make the first token, where none may be printed.</summary>
    /// <returns>A line, or nothing if the data folder has ever had a token.</returns>
    public static string HowToBegin(DataFolder folder, TimeProvider clock)
    {
        using var tokens = TokenStore.Open(folder, clock);
        return tokens.IsEmpty ? $"There is no token yet; make one with: callgoose tokens create --name NAME --data '{folder.Path}'\n" : string.Empty;
    }

    /// <summary>Tells a person what to do next.</summary>
    /// <param name="secret">The token.</param>
    /// <param name="address">Where the server listens.</param>
    public static string Welcome(string secret, string address)
    {
        string url = Reachable(address);
        Integration example = BuiltInExample();
        return $"""

            First start: this admin token is shown only now.

              {secret}

            Create an incident with it, as {example.Name} would:

              curl -sS '{url}/v1/process?from={example.Name}' -H 'Authorization: Bearer {secret}' -H 'Content-Type: application/json' -d '{Quoted(example.TriggerSamples[0])}'

            Look at it:

              curl -sS '{url}/v1/incidents' -H 'Authorization: Bearer {secret}'


            """;
    }

    private static Integration BuiltInExample() =>
        Service.Default.Integrations.All.ToArray().First(static i => i.Name == ExampleSource);

    /// <summary>An address that stands for every network of this machine is not one to send to.</summary>
    public static string Reachable(string address) => address
        .Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal)
        .Replace("//[::]:", "//127.0.0.1:", StringComparison.Ordinal)
        .Replace("//*:", "//127.0.0.1:", StringComparison.Ordinal)
        .Replace("//+:", "//127.0.0.1:", StringComparison.Ordinal)
        .TrimEnd('/');

    private static string Quoted(string text) => text.Replace("'", @"'\''", StringComparison.Ordinal);
}
