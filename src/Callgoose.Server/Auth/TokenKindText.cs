using Callgoose.Storage.Tokens;

namespace Callgoose.Auth;

/// <summary>Text forms of token kinds.</summary>
internal static class TokenKindText
{
    /// <summary>Returns the text form.</summary>
    public static string ToText(this TokenKind kind) => kind switch
    {
        TokenKind.Global => "global",
        TokenKind.Team => "team",
        TokenKind.Service => "service",
        TokenKind.Relay => "relay",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    };
}
