using System.Globalization;
using System.Text;

namespace Callgoose.Configuration;

/// <summary>One limit as a setting: its name, its range and the property that holds it.</summary>
/// <param name="Name">Its name below <c>limits</c> in the file.</param>
/// <param name="Unit">The unit of its value.</param>
/// <param name="Least">The smallest useful value.</param>
/// <param name="Most">The largest value.</param>
/// <param name="Get">Reads its value; a duration is in seconds.</param>
/// <param name="With">Sets its value.</param>
internal sealed record LimitSetting(
    string Name, LimitUnit Unit, long Least, long Most, Func<ServerLimits, long> Get, Func<ServerLimits, long, ServerLimits> With)
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;
    private const int Million = 1_000_000;
    private const int Hour = 3600;

    /// <summary>All limits except <see cref="ServerLimits.TokenRate"/>, which is not a number.</summary>
    public static IReadOnlyList<LimitSetting> All { get; } =
    [
        // Tools send payloads of more than a kibibyte, and bodies are held in memory.
        new("body", LimitUnit.Bytes, KiB, 64 * MiB, static l => l.Body, static (l, v) => l with { Body = (int)v }),
        new("compressedBody", LimitUnit.Bytes, KiB, 64 * MiB, static l => l.CompressedBody, static (l, v) => l with { CompressedBody = (int)v }),
        new("bodyTimeout", LimitUnit.Duration, 1, Hour, static l => (long)l.BodyTimeout.TotalSeconds, static (l, v) => l with { BodyTimeout = TimeSpan.FromSeconds(v) }),

        // The largest allowed body must fit.
        new("bodyMemory", LimitUnit.Bytes, 64 * MiB, 64L * 1024 * MiB, static l => l.BodyMemory, static (l, v) => l with { BodyMemory = v }),
        new("dataRate", LimitUnit.Bytes, 1, MiB, static l => l.DataRate, static (l, v) => l with { DataRate = (int)v }),
        new("requestLine", LimitUnit.Bytes, 256, 64 * KiB, static l => l.RequestLine, static (l, v) => l with { RequestLine = (int)v }),
        new("headers", LimitUnit.Count, 10, 1000, static l => l.Headers, static (l, v) => l with { Headers = (int)v }),
        new("headerBytes", LimitUnit.Bytes, KiB, 256 * KiB, static l => l.HeaderBytes, static (l, v) => l with { HeaderBytes = (int)v }),
        new("headerTimeout", LimitUnit.Duration, 1, Hour, static l => (long)l.HeaderTimeout.TotalSeconds, static (l, v) => l with { HeaderTimeout = TimeSpan.FromSeconds(v) }),
        new("keepAliveTimeout", LimitUnit.Duration, 1, Hour, static l => (long)l.KeepAliveTimeout.TotalSeconds, static (l, v) => l with { KeepAliveTimeout = TimeSpan.FromSeconds(v) }),
        new("connections", LimitUnit.Count, 1, Million, static l => l.Connections, static (l, v) => l with { Connections = (int)v }),
        new("requests", LimitUnit.Count, 1, Million, static l => l.Requests, static (l, v) => l with { Requests = (int)v }),

        // Fewer calls than this arrive during one commit.
        new("queue", LimitUnit.Count, 16, 64 * KiB, static l => l.Queue, static (l, v) => l with { Queue = (int)v }),
    ];

    /// <summary>Its full name for messages.</summary>
    public string FullName => $"{SettingNames.Limits}.{Name}";

    /// <summary>Its environment variable.</summary>
    public string Variable => EnvironmentSettings.LimitsPrefix + Words(Name);

    /// <summary>The form of its value in the file, as the end of "must be".</summary>
    public string Form => Unit switch
    {
        LimitUnit.Duration => "a string",
        LimitUnit.Bytes => "a number of bytes",
        _ => "a number",
    };

    /// <summary>Parses a value.</summary>
    /// <returns>False if the text is not a value or is out of range.</returns>
    public bool TryParse(string text, out long value)
    {
        if (Unit == LimitUnit.Duration)
        {
            bool isTime = Duration.TryParse(text, out TimeSpan time);
            value = (long)time.TotalSeconds;
            return isTime && value >= Least && value <= Most;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= Least && value <= Most;
    }

    /// <summary>Suggests what to write instead of an invalid value.</summary>
    public string Advice => Unit switch
    {
        LimitUnit.Duration => $"write a length of time from {Least}s to {Most / Hour}h, such as {Get(new ServerLimits())}s",
        LimitUnit.Bytes => $"write a whole number of bytes from {Least} ({Size(Least)}) to {Most} ({Size(Most)})",
        _ => $"write a whole number from {Least} to {Most}",
    };

    private static string Size(long bytes) => bytes switch
    {
        < KiB => $"{bytes} B",
        < MiB => $"{bytes / KiB} KiB",
        < 1024L * MiB => $"{bytes / MiB} MiB",
        _ => $"{bytes / (1024L * MiB)} GiB",
    };

    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (char c in name)
        {
            words.Append(char.IsAsciiLetterUpper(c) ? "_" : string.Empty).Append(char.ToUpperInvariant(c));
        }

        return words.ToString();
    }
}
