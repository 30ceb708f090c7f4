using System.Globalization;
using Callgoose.Incidents;

namespace Callgoose.Delivery.Relay;

/// <summary>The headers that a relay adds to a call, and the header of the upstream's answer.</summary>
internal static class RelayHeaders
{
    /// <summary>The place in the relay's queue (its line): <c>line=UUID;sequence=N;after=N;received=MILLISECONDS;call=UUID</c>.</summary>
    public const string Place = "X-Callgoose-Relay";

    /// <summary>The environment of the token with which the call arrived, percent-encoded. Omitted if it is empty.</summary>
    public const string Environment = "X-Callgoose-Environment";

    /// <summary>The team that the token is bound to, percent-encoded.</summary>
    public const string Team = "X-Callgoose-Team";

    /// <summary>The service that the token is bound to, percent-encoded.</summary>
    public const string Service = "X-Callgoose-Service";

    /// <summary>A response header: the number of the call that was accepted, now or earlier.</summary>
    public const string Taken = "X-Callgoose-Relay-Taken";

    /// <summary>Writes <see cref="Place"/>.</summary>
    public static string Write(in RelayPlace place, long receivedAt, TimeOrderedId call) => string.Create(
        CultureInfo.InvariantCulture, $"line={place.Relay};sequence={place.Sequence};after={place.After};received={receivedAt};call={call}");

    /// <summary>Reads <see cref="Place"/>.</summary>
    /// <returns>False if it is not what <see cref="Write"/> writes.</returns>
    public static bool TryRead(string text, out RelayPlace place, out long receivedAt, out TimeOrderedId call)
    {
        place = default;
        receivedAt = 0;
        call = default;
        string[] parts = text.Split(';', 6);
        if (parts.Length != 5
            || !TryValue(parts[0], "line=", out string line) || !TimeOrderedId.TryParse(line, out TimeOrderedId relay)
            || !TryNumber(parts[1], "sequence=", out long sequence) || sequence == 0
            || !TryNumber(parts[2], "after=", out long after) || after >= sequence
            || !TryNumber(parts[3], "received=", out receivedAt) || receivedAt == 0
            || !TryValue(parts[4], "call=", out string id) || !TimeOrderedId.TryParse(id, out call))
        {
            return false;
        }

        place = new RelayPlace(relay, sequence, after);
        return true;
    }

    private static bool TryNumber(string part, string name, out long number)
    {
        number = 0;
        return TryValue(part, name, out string text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryValue(string part, string name, out string value)
    {
        bool isNamed = part.StartsWith(name, StringComparison.Ordinal);
        value = isNamed ? part[name.Length..] : string.Empty;
        return isNamed;
    }
}
