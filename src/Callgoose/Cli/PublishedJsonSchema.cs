using System.Reflection;
using Callgoose.Catalog;
using Callgoose.Configuration;

namespace Callgoose.Cli;

/// <summary>The JSON Schemas for editors, which use them for completion and validation. The executable contains them.</summary>
internal static class PublishedJsonSchema
{
    /// <summary>The JSON Schema of schema files.</summary>
    public const string OfSchemaFiles = "integration.schema.json";

    /// <summary>The JSON Schema of test files.</summary>
    public const string OfTestFiles = "callgoose-test.schema.json";

    /// <summary>The JSON Schema of destination files.</summary>
    public const string OfDestinationFiles = "destination.schema.json";

    /// <summary>Returns the JSON Schema of schema files (<c>schema</c>), destination files, configuration files or test files.</summary>
    public static string Read(string what)
    {
        (Assembly assembly, string name) = what switch
        {
            "configuration" => (typeof(ConfigurationSchema).Assembly, ConfigurationSchema.FileName),
            "test" => (typeof(PublishedJsonSchema).Assembly, OfTestFiles),
            "destination" => (typeof(BuiltInSchemas).Assembly, OfDestinationFiles),
            _ => (typeof(BuiltInSchemas).Assembly, OfSchemaFiles),
        };
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
