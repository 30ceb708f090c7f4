namespace Callgoose.Schema;

/// <summary>The rules of any kind of JSON file that people write. Each kind reports them under ids of its own.</summary>
/// <param name="NotJson">The text is JSON.</param>
/// <param name="DuplicateProperty">A property stands once.</param>
/// <param name="UnknownProperty">Properties are known.</param>
/// <param name="MissingProperty">Needed properties are there.</param>
/// <param name="WrongType">Values are of the right JSON type.</param>
/// <param name="Blank">Texts are not blank.</param>
internal sealed record DocumentRules(
    SchemaRule NotJson,
    SchemaRule DuplicateProperty,
    SchemaRule UnknownProperty,
    SchemaRule MissingProperty,
    SchemaRule WrongType,
    SchemaRule Blank)
{
    /// <summary>Those of a schema file.</summary>
    public static DocumentRules Schema { get; } = new(
        SchemaRules.NotJson,
        SchemaRules.DuplicateProperty,
        SchemaRules.UnknownProperty,
        SchemaRules.MissingProperty,
        SchemaRules.WrongType,
        SchemaRules.Blank);
}
