using System.Text;
using Callgoose.Schema;

namespace Callgoose.Configuration;

/// <summary>A configuration file after reading.</summary>
/// <param name="Settings">What it says. Must not be used if anything is wrong with it.</param>
/// <param name="Problems">Everything that is wrong with it.</param>
internal sealed record ConfigurationFile(SettingsLayer Settings, IReadOnlyList<ConfigurationProblem> Problems)
{
    /// <summary>The file that is used if none is named and it is there, relative to the working directory.</summary>
    public const string DefaultPath = "callgoose.json";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file. Never throws for what stands in it or for a file that cannot be read.</summary>
    public static ConfigurationFile Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path, StrictUtf8);
            return Parse(path, reader.ReadToEnd());
        }
        catch (DecoderFallbackException)
        {
            return Refused(path, ConfigurationRules.NotJson, "This is not UTF-8 text; save the file as UTF-8.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refused(path, ConfigurationRules.Unreadable, "There is no such file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(path, ConfigurationRules.Unreadable, $"The file cannot be read: {e.Message}");
        }
    }

    private static ConfigurationFile Parse(string path, string text)
    {
        ConfigurationParseResult result = ConfigurationParser.Parse(text, Path.GetDirectoryName(path) ?? string.Empty);
        return new ConfigurationFile(result.Settings, [.. result.Problems.Select(problem => ConfigurationProblem.InFile(path, problem))]);
    }

    private static ConfigurationFile Refused(string path, SchemaRule rule, string message) =>
        new(new SettingsLayer(), [new ConfigurationProblem(path, rule, message)]);
}
