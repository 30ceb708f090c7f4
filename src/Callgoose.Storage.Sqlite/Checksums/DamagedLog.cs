using System.Globalization;

namespace Callgoose.Storage.Sqlite.Checksums;

/// <summary>A write-ahead log of which SQLite would read only the part before a damaged place, though commits stand behind it.</summary>
/// <param name="Path">The log.</param>
/// <param name="Offset">Where the damaged part begins, in bytes.</param>
/// <param name="Commits">How many commits behind it are whole.</param>
internal sealed record DamagedLog(string Path, long Offset, int Commits)
{
    /// <summary>How the names of copies begin.</summary>
    public const string CopySuffix = ".damaged";

    /// <summary>What is wrong, in a sentence without its end.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"'{Path}' is damaged at byte {Offset}, and {Commits} commits behind that, which were acknowledged, cannot be reached");
}
