namespace Callgoose.Schema;

/// <summary>One rule that a file can break.</summary>
/// <param name="Id">
/// Its id, a contract once released. Of a schema file CG1xxx the text is not JSON, CG2xxx its shape, CG3xxx its meaning, CG6xxx
/// what is probably not meant; of a
/// configuration CG4xxx.
/// </param>
/// <param name="Title">What it asks for, in a few words.</param>
public sealed record SchemaRule(string Id, string Title)
{
    /// <summary>Whether a file that breaks it is used all the same.</summary>
    public bool IsWarning { get; init; }
}
