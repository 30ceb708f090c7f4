using System.Text;
using System.Text.Json;
using Callgoose.Incidents;

namespace Callgoose.Doors;

/// <summary>
/// The routing keys of PagerDuty events that come by the Process API: a sender there has a token of its own, but its events still have the key of the door, or of PagerDuty
/// itself. Nothing that is stored, logged or sent on may have it.
/// </summary>
internal static class RoutingKeys
{
    /// <summary>An event has one; what has more is no event of PagerDuty.</summary>
    private const int MaxKeys = 8;

    private const int MinLength = 8;
    private const int MaxLength = 138;

    /// <summary>Puts asterisks in place of the keys, wherever in the body they stand. A body that is no JSON stays as it is.</summary>
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

    /// <summary>Finds the first key that is not hidden yet.</summary>
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
