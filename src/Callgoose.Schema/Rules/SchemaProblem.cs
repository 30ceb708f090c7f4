namespace Callgoose.Schema;

/// <summary>A violation of a rule in a schema file.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Location">The location.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record SchemaProblem(SchemaRule Rule, SchemaLocation Location, string Message);
