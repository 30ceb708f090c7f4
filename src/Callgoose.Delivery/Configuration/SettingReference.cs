namespace Callgoose.Delivery.Configuration;

/// <summary>A value of a setting: as it stands in the configuration, or where it is kept.</summary>
/// <param name="Kind">Where it is.</param>
/// <param name="Text">The value, the name of the environment variable, or the path of the file.</param>
public sealed record SettingReference(SettingPlace Kind, string Text)
{
    private const string VariablePrefix = "env:";
    private const string FilePrefix = "file:";

    /// <summary>What to write for a secret, as the end of a message.</summary>
    public const string Form = "write \"env:NAME\" for an environment variable or \"file:/path\" for a file that holds it";

    /// <summary>Reads what stands in the configuration.</summary>
    public static SettingReference Parse(string text) =>
        text.StartsWith(VariablePrefix, StringComparison.Ordinal) ? new(SettingPlace.Variable, text[VariablePrefix.Length..])
        : text.StartsWith(FilePrefix, StringComparison.Ordinal) ? new(SettingPlace.File, text[FilePrefix.Length..])
        : new(SettingPlace.Here, text);

    /// <summary>Gets the value.</summary>
    /// <param name="value">The value; without the line break at the end of a file.</param>
    /// <param name="fault">Why there is none, without anything secret; null if there is one.</param>
    public bool TryRead(out string value, out string? fault)
    {
        value = string.Empty;
        fault = null;
        switch (Kind)
        {
            case SettingPlace.Here:
                value = Text;
                return true;

            case SettingPlace.Variable:
                value = Environment.GetEnvironmentVariable(Text) ?? string.Empty;
                fault = value.Length == 0 ? $"the environment variable {Text} is not set" : null;
                return fault is null;

            default:
                return TryReadFile(out value, out fault);
        }
    }

    private bool TryReadFile(out string value, out string? fault)
    {
        const int Longest = 64 * 1024;
        value = string.Empty;
        try
        {
            var file = new FileInfo(Text);
            if (file.Exists && file.Length > Longest)
            {
                fault = $"the file {Text} is too large for a secret";
                return false;
            }

            value = File.ReadAllText(Text).TrimEnd('\r', '\n');
            fault = value.Length == 0 ? $"the file {Text} is empty" : null;
            return fault is null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            fault = $"there is no file {Text}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"the file {Text} cannot be read";
        }

        return false;
    }
}
