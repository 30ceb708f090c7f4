namespace Callgoose.Schema;

/// <summary>Keys of extended files that name a header of the request: <c>@X-GitHub-Event</c>.</summary>
/// <remarks>
/// Headers stand in an object payload as members of these names, behind its own. A name begins with a capital or has a hyphen in it, so that
/// <c>@timestamp</c> stays the key of a payload.
/// </remarks>
public static class HeaderKey
{
    /// <summary>What marks a key as the name of a header.</summary>
    public const char Mark = '@';

    /// <summary>What stands in the names of headers that carry credentials: <c>auth</c> is in X-Callgoose-Auth, Authorization and X-OAuth-Scopes.</summary>
    private static readonly string[] OfCredentials =
    [
        "auth", "cookie", "token", "secret", "passw", "passhash", "passphrase", "passcode", "api-key", "apikey", "api_key", "access-key", "accesskey", "subscription-key",
        "functions-key", "private-key", "license-key", "signature", "hmac", "credential", "bearer", "jwt", "assertion", "session", "client-cert", "ssl-cert",
    ];

    /// <summary>Whether a key names a header.</summary>
    public static bool Is(string key) =>
        key.Length > 1 && key[0] == Mark && (key[1] is >= 'A' and <= 'Z' || (key[1] is >= 'a' and <= 'z' && key.Skip(1).Contains('-'))) && key.Skip(1).All(static c => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_');

    /// <summary>The name of the header.</summary>
    public static string NameOf(string key) => key.Substring(1);

    /// <summary>Whether a header of this name is likely to carry a credential, which no filter sees.</summary>
    public static bool CarriesCredential(string key) => OfCredentials.Any(AsciiCase.Fold(key).Contains);
}
