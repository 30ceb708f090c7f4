namespace Callgoose.Schema;

/// <summary>Keys of extended files that name a header of the request: <c>@X-GitHub-Event</c>.</summary>
/// <remarks>
/// Headers stand in an object payload as members of these names, behind its own. A name begins with a capital, so that <c>@timestamp</c>
/// stays the key of a payload.
/// </remarks>
public static class HeaderKey
{
    /// <summary>What marks a key as the name of a header.</summary>
    public const char Mark = '@';

    private static readonly string[] OfCredentials = ["authorization", "cookie", "token", "secret", "password", "api-key", "apikey", "signature", "credential"];

    /// <summary>Whether a key names a header.</summary>
    public static bool Is(string key) =>
        key.Length > 1 && key[0] == Mark && key[1] is >= 'A' and <= 'Z' && key.Skip(1).All(static c => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_');

    /// <summary>The name of the header.</summary>
    public static string NameOf(string key) => key.Substring(1);

    /// <summary>Whether a header of this name is likely to carry a credential, which no filter sees.</summary>
    public static bool CarriesCredential(string key) => OfCredentials.Any(AsciiCase.Fold(key).Contains);
}
