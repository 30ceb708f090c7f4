using System.Text.Json;
using System.Text.Unicode;
using Callgoose.Incidents;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>
/// The baseline: <see cref="Utf8JsonReader"/> by hand, as one would write it for speed. One pass, no allocations, names distinguished by length first,
/// values used in place unless they are escaped.
/// </summary>
internal sealed class HandWrittenMatcher
{
    private const string FilterName = "incident";
    private readonly byte[] scratch = new byte[64 * 1024];
    private int used;

    private enum Field
    {
        None,
        Status,
        Id,
        Title,
        Description,
        StartedAt,
        ResolvedAt,
    }

    /// <summary>Reads and matches.</summary>
    /// <returns>False if the body is refused.</returns>
    public bool TryMatch(byte[] body, ref FilterMatch match)
    {
        used = 0;
        if (!Utf8.IsValid(body))
        {
            return false;
        }

        var reader = new Utf8JsonReader(body);
        try
        {
            return Read(ref reader, ref match);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an unpaired surrogate in an escape.
            return false;
        }
    }

    private bool Read(ref Utf8JsonReader reader, ref FilterMatch match)
    {
        ReadOnlySpan<byte> status = default, id = default, title = default, description = default;
        ReadOnlySpan<byte> startedAt = default, resolvedAt = default;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            PassOver(ref reader);
        }
        else
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                Field field = FieldOf(ref reader);
                reader.Read();
                switch (field)
                {
                    case Field.Status: status = Text(ref reader); break;
                    case Field.Id: id = Text(ref reader); break;
                    case Field.Title: title = Text(ref reader); break;
                    case Field.Description: description = Text(ref reader); break;
                    case Field.StartedAt: startedAt = Text(ref reader); break;
                    case Field.ResolvedAt: resolvedAt = Text(ref reader); break;
                    default: PassOver(ref reader); break;
                }
            }
        }

        // Throws if anything but white space follows.
        reader.Read();
        if (status.IndexOf("Started"u8) >= 0)
        {
            match.Trigger = new TriggerMatch
            {
                Filter = FilterName,
                Urgency = Urgency.High,
                Key = id,
                Title = title,
                Description = description,
                OccurredAt = startedAt,
            };
        }

        if (status.IndexOf("Resolved"u8) >= 0)
        {
            match.Resolve = new ResolveMatch { Filter = FilterName, Key = id, OccurredAt = resolvedAt };
        }

        return true;
    }

    private static Field FieldOf(scoped ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals("status"u8) ? Field.Status
                : reader.ValueTextEquals("id"u8) ? Field.Id
                : reader.ValueTextEquals("title"u8) ? Field.Title
                : reader.ValueTextEquals("description"u8) ? Field.Description
                : reader.ValueTextEquals("started_at"u8) ? Field.StartedAt
                : reader.ValueTextEquals("resolved_at"u8) ? Field.ResolvedAt
                : Field.None;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        return name.Length switch
        {
            2 when name.SequenceEqual("id"u8) => Field.Id,
            5 when name.SequenceEqual("title"u8) => Field.Title,
            6 when name.SequenceEqual("status"u8) => Field.Status,
            10 when name.SequenceEqual("started_at"u8) => Field.StartedAt,
            11 when name.SequenceEqual("description"u8) => Field.Description,
            11 when name.SequenceEqual("resolved_at"u8) => Field.ResolvedAt,
            _ => Field.None,
        };
    }

    private ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.ValueIsEscaped ? Unescape(ref reader) : reader.ValueSpan;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return reader.ValueSpan;
            default:
                PassOver(ref reader);
                return default;
        }
    }

    private ReadOnlySpan<byte> Unescape(scoped ref Utf8JsonReader reader)
    {
        int length = reader.CopyString(scratch.AsSpan(used));
        ReadOnlySpan<byte> text = scratch.AsSpan(used, length);
        used += length;
        return text;
    }

    /// <summary>Skips a value without <c>Skip</c>, which does not detect an unpaired surrogate in it.</summary>
    private void PassOver(scoped ref Utf8JsonReader reader)
    {
        int depth = reader.CurrentDepth;
        while (true)
        {
            if (reader.ValueIsEscaped && reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                reader.CopyString(scratch.AsSpan(used));
            }

            if (reader.CurrentDepth == depth && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return;
            }

            reader.Read();
        }
    }
}
