using Callgoose.Hosting;
using Callgoose.Incidents;
using Callgoose.Services;
using Callgoose.Storage.Tokens;

namespace Callgoose.Cli;

/// <summary>The first start on an empty data folder: creates one token, shows it once, and prints a command to try it with.</summary>
internal static class FirstStart
{
    /// <summary>The integration whose sample the command sends. All its details come from its schema file.</summary>
    private const string ExampleSource = "BetterStack";

    /// <summary>Creates the first token, with every scope, unless a token has ever existed.</summary>
    /// <returns>The token, or null.</returns>
    public static async Task<string?> CreateTokenAsync(CallgooseServer server)
    {
        using ITokenStore tokens = server.OpenTokens();
        if ((await tokens.ListAsync()).Count > 0)
        {
            return null;
        }

        var wanted = new NewToken
        {
            Name = "first start",
            Kind = TokenKind.Global,
            Scopes = TokenScopes.Process | TokenScopes.Read | TokenScopes.Admin,
        };
        return (await tokens.CreateAsync(wanted)).Secret;
    }

    /// <summary>Explains how to create the first token, for outputs where none may be printed.</summary>
    /// <param name="server">The server.</param>
    /// <param name="folder">Its data folder; null for a shared store.</param>
    /// <returns>A line; empty if a token has ever existed.</returns>
    public static async Task<string> HowToBeginAsync(CallgooseServer server, string? folder)
    {
        using ITokenStore tokens = server.OpenTokens();
        string place = folder is null ? "with the same configuration" : $"--data '{folder}'";
        return (await tokens.ListAsync()).Count == 0 ? $"There is no token yet; make one with: callgoose tokens create --name NAME {place}\n" : string.Empty;
    }

    /// <summary>Explains the next steps to a user.</summary>
    /// <param name="secret">The token.</param>
    /// <param name="address">The server's address.</param>
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

    /// <summary>Returns an address that clients can use: one that means all networks of this machine is not.</summary>
    public static string Reachable(string address) => address
        .Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal)
        .Replace("//[::]:", "//127.0.0.1:", StringComparison.Ordinal)
        .Replace("//*:", "//127.0.0.1:", StringComparison.Ordinal)
        .Replace("//+:", "//127.0.0.1:", StringComparison.Ordinal)
        .TrimEnd('/');

    private static string Quoted(string text) => text.Replace("'", @"'\''", StringComparison.Ordinal);
}
