namespace Callgoose.Schema;

/// <summary>A place where a schema file breaks a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Location">The place.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record SchemaProblem(SchemaRule Rule, SchemaLocation Location, string Message);
