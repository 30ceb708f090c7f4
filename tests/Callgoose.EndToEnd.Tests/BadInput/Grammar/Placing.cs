using System.Text;

namespace Callgoose.EndToEnd.Tests.BadInput.Grammar;

/// <summary>Puts a value in every place that the reader handles in its own way: alone, skipped, and as a value that filters look at.</summary>
internal static class Placing
{
    /// <summary>Bodies without the keys of a filter.</summary>
    public static IEnumerable<byte[]> Unmatched(byte[] value) => [value, Put("[VALUE]", value), Put(" [ [] , VALUE ] ", value), Put("{\"x\":VALUE}", value)];

    /// <summary>Bodies that trigger, if they are JSON.</summary>
    public static IEnumerable<byte[]> Matched(byte[] value) =>
    [
        Put("{\"x\":VALUE,\"status\":\"Started\",\"id\":\"skipped\"}", value),
        Put("{\"status\":\"Started\",\"id\":\"skipped\",\"monitor\":{\"x\":[VALUE]}}", value),
        Put("{\"status\":\"Started\",\"title\":VALUE,\"id\":\"read\"}", value),
        Put("{\"description\":VALUE,\"status\":\"Started\",\"id\":\"read\"}", value),
        Put("{\"id\":VALUE,\"status\":\"Started\"}", value),
        Put("{\"status\":VALUE,\"id\":\"read\",\"status\":\"Started\"}", value),
    ];

    /// <summary>Bodies that trigger, if they are JSON, with a string as a name.</summary>
    public static IEnumerable<byte[]> AsName(byte[] value) =>
    [
        Put("{VALUE:1,\"status\":\"Started\",\"id\":\"name\"}", value),
        Put("{\"status\":\"Started\",\"id\":\"name\",\"monitor\":{VALUE:{}}}", value),
    ];

    private static byte[] Put(string template, byte[] value)
    {
        string[] around = template.Split("VALUE");
        return [.. Encoding.ASCII.GetBytes(around[0]), .. value, .. Encoding.ASCII.GetBytes(around[1])];
    }
}
