namespace Callgoose.Schema;

/// <summary>Keys of extended files for a header of the request: <c>@X-GitHub-Event</c>.</summary>
/// <remarks>
/// Headers become members of an object payload with these names, after its own members. A header name begins with a capital or contains a
/// hyphen, so that <c>@timestamp</c> stays a key of the payload.
/// </remarks>
public static class HeaderKey
{
    /// <summary>The first character of a key for a header.</summary>
    public const char Mark = '@';

    /// <summary>Parts of the names of headers with credentials: <c>auth</c> is in X-Callgoose-Auth, Authorization and X-OAuth-Scopes.</summary>
    private static readonly string[] OfCredentials =
    [
        "auth", "cookie", "token", "secret", "passw", "passhash", "passphrase", "passcode", "api-key", "apikey", "api_key", "access-key", "accesskey", "subscription-key",
        "functions-key", "private-key", "license-key", "signature", "hmac", "credential", "bearer", "jwt", "assertion", "session", "client-cert", "ssl-cert",
    ];

    /// <summary>Tells whether a key is for a header.</summary>
    public static bool Is(string key) =>
        key.Length > 1 && key[0] == Mark && (key[1] is >= 'A' and <= 'Z' || (key[1] is >= 'a' and <= 'z' && key.Skip(1).Contains('-'))) && key.Skip(1).All(static c => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_');

    /// <summary>The name of the header.</summary>
    public static string NameOf(string key) => key.Substring(1);

    /// <summary>Tells whether a header with this name probably carries a credential, which no filter may see.</summary>
    public static bool CarriesCredential(string key) => OfCredentials.Any(AsciiCase.Fold(key).Contains);
}
