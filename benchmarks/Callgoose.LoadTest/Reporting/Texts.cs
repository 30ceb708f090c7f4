using System.Globalization;

namespace Callgoose.LoadTest.Reporting;

/// <summary>Numbers as the report writes them.</summary>
internal static class Texts
{
    /// <summary>A number, in the invariant culture.</summary>
    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A number of bytes in MiB.</summary>
    public static string Mebibytes(double bytes) => $"{Number(bytes / (1024.0 * 1024), "F1")} MiB";

    /// <summary>The word for a claim in a table.</summary>
    public static string YesNo(bool yes) => yes ? "yes" : "**no**";
}
