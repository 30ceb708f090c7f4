using Callgoose.Schema;

namespace Callgoose.TestFiles;

/// <summary>All rules for test files. Once released, their ids are a contract.</summary>
internal static class TestFileRules
{
    /// <summary>A value is not one of the allowed ones.</summary>
    public static readonly SchemaRule BadValue = new("CG5007", "Values are allowed ones");

    /// <summary>A referenced file does not exist or is invalid.</summary>
    public static readonly SchemaRule BadFile = new("CG5008", "Named files can be used");

    /// <summary>The rules that apply to every JSON file.</summary>
    public static DocumentRules Document { get; } = new(
        new SchemaRule("CG5001", "A test file is JSON"),
        new SchemaRule("CG5002", "A property stands once"),
        new SchemaRule("CG5003", "Properties are known"),
        new SchemaRule("CG5004", "Needed properties are there"),
        new SchemaRule("CG5005", "Values are of the right type"),
        new SchemaRule("CG5006", "Texts are not blank"));
}
