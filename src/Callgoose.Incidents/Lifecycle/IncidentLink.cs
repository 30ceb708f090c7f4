using System.Buffers;

namespace Callgoose.Incidents;

/// <summary>The address of a page in the monitoring tool or of a runbook, which a payload may give for an incident.</summary>
/// <remarks>
/// Only addresses that a person can safely follow are accepted: an absolute http or https URL (RFC 3986) without credentials, whose host
/// consists of letters, digits, dots and hyphens or is an IPv6 address in brackets. A host with other characters must be in its ASCII form,
/// so that it is what it looks like.
/// </remarks>
public static class IncidentLink
{
    /// <summary>The maximum length, in ASCII characters.</summary>
    public const int MaxLength = 2048;

    private const int MaxPortDigits = 5;

    private static readonly SearchValues<byte> Refused = SearchValues.Create("\"<>\\`"u8);

    private static readonly SearchValues<byte> OfIpv6 = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    /// <summary>Tells whether a text is such an address. Allocates nothing.</summary>
    /// <param name="text">The text, UTF-8.</param>
    public static bool IsOne(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > MaxLength || text.IndexOfAnyExceptInRange((byte)'!', (byte)'~') >= 0 || text.IndexOfAny(Refused) >= 0)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = Behind(text, "https://"u8);
        rest = rest.IsEmpty ? Behind(text, "http://"u8) : rest;
        int end = rest.IndexOfAny("/?#"u8);
        return IsAuthority(end < 0 ? rest : rest[..end]);
    }

    private static ReadOnlySpan<byte> Behind(ReadOnlySpan<byte> text, ReadOnlySpan<byte> scheme) =>
        text.Length > scheme.Length && System.Text.Ascii.EqualsIgnoreCase(text[..scheme.Length], scheme) ? text[scheme.Length..] : default;

    private static bool IsAuthority(ReadOnlySpan<byte> text)
    {
        bool isBracketed = text.StartsWith("["u8);
        int hostLength = isBracketed ? text.IndexOf((byte)']') + 1 : text.IndexOf((byte)':') is int colon and >= 0 ? colon : text.Length;
        ReadOnlySpan<byte> host = text[..hostLength];
        ReadOnlySpan<byte> port = text[hostLength..];
        return (isBracketed ? host.Length > "[]"u8.Length && host[1..^1].IndexOfAnyExcept(OfIpv6) < 0 : IsName(host))
            && (port.IsEmpty || (port[0] == ':' && port.Length <= 1 + MaxPortDigits && port[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0));
    }

    private static bool IsName(ReadOnlySpan<byte> host)
    {
        foreach (byte letter in host)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter is not ((byte)'.' or (byte)'-' or (byte)'_'))
            {
                return false;
            }
        }

        return !host.IsEmpty && host[0] != '.';
    }
}
