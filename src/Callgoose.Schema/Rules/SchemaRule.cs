namespace Callgoose.Schema;

/// <summary>A rule for files.</summary>
/// <param name="Id">
/// The id, which never changes after its release. For schema files: CG1xxx the text is not JSON, CG2xxx its shape, CG3xxx its meaning,
/// CG6xxx probable mistakes; for configurations: CG4xxx.
/// </param>
/// <param name="Title">What the rule requires, in a few words.</param>
public sealed record SchemaRule(string Id, string Title)
{
    /// <summary>True if a file that violates it is used all the same.</summary>
    public bool IsWarning { get; init; }
}
