namespace Callgoose.Generators;

/// <summary>The names of the pipeline's steps, with which tests see what was computed again.</summary>
public static class TrackingNames
{
    /// <summary>A schema file's text, read and checked.</summary>
    public const string ParsedFiles = nameof(ParsedFiles);

    /// <summary>The specification of the emitted code for one file.</summary>
    public const string Specs = nameof(Specs);

    /// <summary>Names that more than one file claims.</summary>
    public const string Conflicts = nameof(Conflicts);

    /// <summary>The integrations of the table.</summary>
    public const string Table = nameof(Table);
}
