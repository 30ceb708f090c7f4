using System.Text;
using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Schema;
using Callgoose.Storage.Files;

namespace Callgoose.Configuration;

/// <summary>A configuration file after reading.</summary>
/// <param name="Settings">What it says. Must not be used if anything is wrong with it.</param>
/// <param name="Text">Its text; null if it could not be read.</param>
/// <param name="Problems">Everything that is wrong with it.</param>
internal sealed record ConfigurationFile(SettingsLayer Settings, string? Text, IReadOnlyList<InputProblem> Problems)
{
    /// <summary>What there is without a file.</summary>
    public static ConfigurationFile None { get; } = new(new SettingsLayer(), null, []);

    /// <summary>The file that is used if none is named and it is there, relative to the working directory.</summary>
    public const string DefaultPath = "callgoose.json";

    /// <summary>The file that is used if there is none in the working directory: that of a packaged installation.</summary>
    public const string SystemPath = "/etc/callgoose/callgoose.json";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file. Never throws for what stands in it or for a file that cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="integrations">As in <see cref="ConfigurationParser.Parse"/>.</param>
    public static ConfigurationFile Read(string path, Func<IReadOnlyList<string>?, IReadOnlyList<Integration>> integrations)
    {
        try
        {
            ReadOnlySpan<byte> utf8 = BoundedFile.Read(path, ConfigurationSources.MaxFileBytes);
            return Parse(path, StrictUtf8.GetString(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8), integrations);
        }
        catch (DecoderFallbackException)
        {
            return Refused(path, ConfigurationRules.NotJson, "This is not UTF-8 text; save the file as UTF-8.");
        }
        catch (FileNotFoundException)
        {
            return Refused(path, ConfigurationRules.Unreadable, "There is no such file.");
        }
        catch (IOException e)
        {
            return Refused(path, ConfigurationRules.Unreadable, $"The file cannot be read: {e.Message}");
        }
    }

    /// <summary>Reads the text of a file. Never throws for what stands in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="integrations">As in <see cref="ConfigurationParser.Parse"/>.</param>
    public static ConfigurationFile Parse(string path, string text, Func<IReadOnlyList<string>?, IReadOnlyList<Integration>> integrations)
    {
        ConfigurationParseResult result = ConfigurationParser.Parse(text, Path.GetDirectoryName(path) ?? string.Empty, integrations);
        return new ConfigurationFile(result.Settings, text, [.. result.Problems.Select(problem => InputProblem.InFile(path, problem))]);
    }

    private static ConfigurationFile Refused(string path, SchemaRule rule, string message) =>
        new(new SettingsLayer(), null, [new InputProblem(path, rule, message)]);
}
