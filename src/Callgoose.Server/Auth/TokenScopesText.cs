using Callgoose.Storage.Tokens;

namespace Callgoose.Auth;

/// <summary>Text forms of scopes: names separated by commas.</summary>
internal static class TokenScopesText
{
    private static readonly (TokenScopes Scope, string Name)[] Names =
    [
        (TokenScopes.Process, "process"),
        (TokenScopes.Read, "read"),
        (TokenScopes.Admin, "admin"),
    ];

    /// <summary>The valid names, for messages.</summary>
    public static string Known => string.Join(", ", Names.Select(static n => n.Name));

    /// <summary>Writes scopes.</summary>
    public static string ToText(this TokenScopes scopes) =>
        string.Join(',', Names.Where(n => scopes.HasFlag(n.Scope)).Select(static n => n.Name));

    /// <summary>Parses scopes. Spaces around the names are ignored.</summary>
    /// <param name="text">Names separated by commas.</param>
    /// <param name="scopes">The scopes.</param>
    /// <param name="unknown">The first unknown name, or null.</param>
    public static bool TryParse(string text, out TokenScopes scopes, out string? unknown)
    {
        scopes = TokenScopes.None;
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            TokenScopes scope = Names.FirstOrDefault(n => n.Name == part).Scope;
            if (scope == TokenScopes.None)
            {
                unknown = part;
                return false;
            }

            scopes |= scope;
        }

        unknown = null;
        return true;
    }
}
