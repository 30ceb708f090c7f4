using Callgoose.Storage.Tokens;

namespace Callgoose.Auth;

/// <summary>Kinds of tokens as they are written.</summary>
internal static class TokenKindText
{
    /// <summary>The written form.</summary>
    public static string ToText(this TokenKind kind) => kind switch
    {
        TokenKind.Global => "global",
        TokenKind.Team => "team",
        TokenKind.Service => "service",
        TokenKind.Relay => "relay",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    };
}
