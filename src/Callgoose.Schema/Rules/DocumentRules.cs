namespace Callgoose.Schema;

/// <summary>The rules for any kind of JSON file that people write. Each kind reports them under its own ids.</summary>
/// <param name="NotJson">The text is JSON.</param>
/// <param name="DuplicateProperty">A property occurs once.</param>
/// <param name="UnknownProperty">Properties are known.</param>
/// <param name="MissingProperty">Required properties exist.</param>
/// <param name="WrongType">Values have the right JSON type.</param>
/// <param name="Blank">Texts are not blank.</param>
internal sealed record DocumentRules(
    SchemaRule NotJson,
    SchemaRule DuplicateProperty,
    SchemaRule UnknownProperty,
    SchemaRule MissingProperty,
    SchemaRule WrongType,
    SchemaRule Blank)
{
    /// <summary>The rules for a schema file.</summary>
    public static DocumentRules Schema { get; } = new(
        SchemaRules.NotJson,
        SchemaRules.DuplicateProperty,
        SchemaRules.UnknownProperty,
        SchemaRules.MissingProperty,
        SchemaRules.WrongType,
        SchemaRules.Blank);
}
