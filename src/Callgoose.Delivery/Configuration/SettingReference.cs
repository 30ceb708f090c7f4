using Callgoose.Storage.Files;

namespace Callgoose.Delivery.Configuration;

/// <summary>The value of a setting: either the value itself or a reference to it.</summary>
/// <param name="Kind">Where the value is stored.</param>
/// <param name="Text">The value, the name of the environment variable, or the path of the file.</param>
public sealed record SettingReference(SettingPlace Kind, string Text)
{
    private const string VariablePrefix = "env:";
    private const string FilePrefix = "file:";

    private const string OwnPrefix = "CALLGOOSE_";

    /// <summary>What to write for a secret, as the end of an error message.</summary>
    public const string Form = "write \"env:NAME\" for an environment variable or \"file:/path\" for a file that holds it";

    /// <summary>Parses a text of the configuration.</summary>
    public static SettingReference Parse(string text) =>
        text.StartsWith(VariablePrefix, StringComparison.Ordinal) ? new(SettingPlace.Variable, text[VariablePrefix.Length..])
        : text.StartsWith(FilePrefix, StringComparison.Ordinal) ? new(SettingPlace.File, text[FilePrefix.Length..])
        : new(SettingPlace.Here, text);

    /// <summary>Where the value is stored, for people; null if the configuration holds it.</summary>
    public string? PlaceText => Kind switch
    {
        SettingPlace.Variable => $"the environment variable {Text}",
        SettingPlace.File => $"the file {Text}",
        _ => null,
    };

    /// <summary>Describes, in a sentence, why the reference can never have a value, whatever the environment and the disk contain; null if it can.</summary>
    public string? FormFault => Kind switch
    {
        SettingPlace.Variable when Text.Length == 0 => $"There is no name behind \"{VariablePrefix}\"; write one, such as \"env:OPS_SLACK_URL\".",
        SettingPlace.Variable when Text.Any(static c => c == '=' || char.IsWhiteSpace(c) || char.IsControl(c)) =>
            "No environment variable has such a name; write one of letters, digits and underscores, such as \"env:OPS_SLACK_URL\".",
        SettingPlace.Variable when Text.StartsWith(OwnPrefix, StringComparison.Ordinal) =>
            $"Variables whose names begin with {OwnPrefix} are settings of the server, which refuses those that it does not know; choose another name, such as \"env:OPS_SLACK_URL\".",
        SettingPlace.File when string.IsNullOrWhiteSpace(Text) => $"There is no path behind \"{FilePrefix}\"; write one, such as \"file:/run/credentials/ops-slack\".",
        SettingPlace.File when Text.Any(char.IsControl) => "This path has a control character in it; write it without.",
        _ => null,
    };

    /// <summary>Reads the value.</summary>
    /// <param name="value">The value, without the line break at the end of a file.</param>
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
        if (!BoundedFile.TryRead(Text, Longest, out string text, out fault))
        {
            return false;
        }

        value = text.TrimStart('\uFEFF').TrimEnd('\r', '\n');
        fault = value.Length == 0 ? $"the file {Text} is empty" : null;
        return fault is null;
    }
}
