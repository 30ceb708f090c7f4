namespace Callgoose.Configuration;

/// <summary>The JSON Schema of the configuration file, with which editors complete and check it.</summary>
internal static class ConfigurationSchema
{
    /// <summary>The name of the resource, and of the file when it is written.</summary>
    public const string FileName = "callgoose.schema.json";

    /// <summary>Its text.</summary>
    public static string Read()
    {
        using var reader = new StreamReader(typeof(ConfigurationSchema).Assembly.GetManifestResourceStream(FileName)!);
        return reader.ReadToEnd();
    }
}
