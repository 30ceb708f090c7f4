using System.Text;
using System.Text.Json;
using Callgoose.Incidents;

namespace Callgoose.Doors;

/// <summary>
/// Hides the routing keys of PagerDuty events that arrive by the Process API. Such a sender has its own token, but its events still contain the key of the door or of
/// PagerDuty itself. A key must never be stored, logged or sent on.
/// </summary>
internal static class RoutingKeys
{
    /// <summary>The maximum number of keys. An event has one; a body with more is not a PagerDuty event.</summary>
    private const int MaxKeys = 8;

    private const int MinLength = 8;
    private const int MaxLength = 138;

    /// <summary>Replaces the keys with asterisks wherever they occur in the body. A body that is not JSON stays unchanged.</summary>
    /// <param name="source">The source that the call names.</param>
    /// <param name="body">The body.</param>
    public static void Hide(ReadOnlySpan<byte> source, TextArena body)
    {
        if (!Ascii.EqualsIgnoreCase(source, "PagerDuty"u8) || !JsonMembers.Check(body, out _).IsNone)
        {
            return;
        }

        Span<char> key = stackalloc char[MaxLength];
        for (int i = 0; i < MaxKeys && Find(body.Written, key) is int length and > 0; i++)
        {
            TokenCopies.HideText(body, key[..length]);
        }
    }

    /// <summary>Finds the first key that is not yet hidden.</summary>
    private static int Find(ReadOnlySpan<byte> json, Span<char> key)
    {
        var reader = new Utf8JsonReader(json, JsonMembers.Options);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && (reader.ValueTextEquals("routing_key"u8) || reader.ValueTextEquals("service_key"u8))
                && reader.Read() && reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length is >= MinLength and <= MaxLength)
            {
                int length = reader.CopyString(key);
                if (length >= MinLength && Ascii.IsValid(key[..length]) && key[..length].ContainsAnyExcept('*'))
                {
                    return length;
                }
            }
        }

        return 0;
    }
}
