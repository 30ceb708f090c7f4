using Callgoose.Schema;

namespace Callgoose.TestFiles;

/// <summary>Every rule that a test file can break. The ids are a contract once released.</summary>
internal static class TestFileRules
{
    /// <summary>A value is none of those that are allowed.</summary>
    public static readonly SchemaRule BadValue = new("CG5007", "Values are allowed ones");

    /// <summary>A file that is named is not there or is wrong.</summary>
    public static readonly SchemaRule BadFile = new("CG5008", "Named files can be used");

    /// <summary>Those that any JSON file is held to.</summary>
    public static DocumentRules Document { get; } = new(
        new SchemaRule("CG5001", "A test file is JSON"),
        new SchemaRule("CG5002", "A property stands once"),
        new SchemaRule("CG5003", "Properties are known"),
        new SchemaRule("CG5004", "Needed properties are there"),
        new SchemaRule("CG5005", "Values are of the right type"),
        new SchemaRule("CG5006", "Texts are not blank"));
}
