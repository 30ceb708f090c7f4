using System.Globalization;

namespace Callgoose.Storage.Sqlite.Checksums;

/// <summary>A write-ahead log that is damaged in the middle: SQLite would read only the part before the damage, although there are commits after it.</summary>
/// <param name="Path">The log.</param>
/// <param name="Offset">The start of the damage, in bytes.</param>
/// <param name="Commits">The number of intact commits after it.</param>
internal sealed record DamagedLog(string Path, long Offset, int Commits)
{
    /// <summary>The beginning of the file extension of copies.</summary>
    public const string CopySuffix = ".damaged";

    /// <summary>Describes the damage, in a sentence without its end.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"'{Path}' is damaged at byte {Offset}, and {Commits} commits behind that, which were acknowledged, cannot be reached");
}
