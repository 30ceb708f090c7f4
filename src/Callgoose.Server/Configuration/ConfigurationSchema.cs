namespace Callgoose.Configuration;

/// <summary>The JSON Schema of the configuration file. Editors use it for completion and validation.</summary>
internal static class ConfigurationSchema
{
    /// <summary>The name of the resource, and of the file to write it to.</summary>
    public const string FileName = "callgoose.schema.json";

    /// <summary>Returns the schema's text.</summary>
    public static string Read()
    {
        using var reader = new StreamReader(typeof(ConfigurationSchema).Assembly.GetManifestResourceStream(FileName)!);
        return reader.ReadToEnd();
    }
}
