namespace Callgoose.Schema;

/// <summary>One rule that a schema file can break.</summary>
/// <param name="Id">Its id, a contract once released: CG1xxx the text is not JSON, CG2xxx its shape, CG3xxx its meaning.</param>
/// <param name="Title">What it asks for, in a few words.</param>
public sealed record SchemaRule(string Id, string Title);
