using System.Text;
using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Schema;
using Callgoose.Storage.Files;

namespace Callgoose.Configuration;

/// <summary>A configuration file that has been read.</summary>
/// <param name="Settings">Its settings. Must not be used if there are problems.</param>
/// <param name="Text">Its text; null if it could not be read.</param>
/// <param name="Problems">All errors in it.</param>
internal sealed record ConfigurationFile(SettingsLayer Settings, string? Text, IReadOnlyList<InputProblem> Problems)
{
    /// <summary>The result without a file.</summary>
    public static ConfigurationFile None { get; } = new(new SettingsLayer(), null, []);

    /// <summary>The default file, relative to the working directory. Used if none is named and it exists.</summary>
    public const string DefaultPath = "callgoose.json";

    /// <summary>The file of a packaged installation. Used if the working directory has none.</summary>
    public const string SystemPath = "/etc/callgoose/callgoose.json";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file. Never throws because of its content or because it cannot be read.</summary>
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

    /// <summary>Parses the text of a file. Never throws because of its content.</summary>
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
