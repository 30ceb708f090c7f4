using Callgoose.Catalog;
using Callgoose.Schema;

namespace Callgoose.Configuration;

/// <summary>All rules for configurations. Once released, their ids are a contract.</summary>
internal static class ConfigurationRules
{
    /// <summary>The text is not JSON.</summary>
    public static readonly SchemaRule NotJson = new("CG4001", "A configuration file is JSON");

    /// <summary>An object has the same setting twice.</summary>
    public static readonly SchemaRule DuplicateSetting = new("CG4002", "A setting stands once");

    /// <summary>A setting has an unknown name.</summary>
    public static readonly SchemaRule UnknownSetting = new("CG4003", "Settings are known");

    /// <summary>A required setting is missing.</summary>
    public static readonly SchemaRule MissingSetting = new("CG4004", "Needed settings are there");

    /// <summary>A value has the wrong JSON type.</summary>
    public static readonly SchemaRule WrongType = new("CG4005", "Values are of the right type");

    /// <summary>A text is blank, or a list is empty.</summary>
    public static readonly SchemaRule Empty = new("CG4006", "Texts are not blank and lists not empty");

    /// <summary>A value is too small, too large or too long.</summary>
    public static readonly SchemaRule OutOfRange = new("CG4007", "Values are in range");

    /// <summary>A text is not an address, path, duration or time.</summary>
    public static readonly SchemaRule BadForm = new("CG4008", "Addresses, paths, durations and times are written as such");

    /// <summary>A service lists an integration that does not exist.</summary>
    public static readonly SchemaRule UnknownIntegration = new("CG4009", "Integrations are known");

    /// <summary>Two items have the same name.</summary>
    public static readonly SchemaRule NotUnique = new("CG4010", "Names are given once");

    /// <summary>An environment variable looks like a setting but is not one.</summary>
    public static readonly SchemaRule UnknownVariable = new("CG4011", "Variables are known");

    /// <summary>The file does not exist or cannot be read.</summary>
    public static readonly SchemaRule Unreadable = InputProblem.Unreadable;

    /// <summary>An https address, a certificate and its key belong together, but only some of them are set.</summary>
    public static readonly SchemaRule IncompleteTls = new("CG4013", "TLS has an https address, a certificate and a key");

    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<SchemaRule> All { get; } =
    [
        NotJson, DuplicateSetting, UnknownSetting, MissingSetting, WrongType, Empty, OutOfRange, BadForm, UnknownIntegration, NotUnique,
        UnknownVariable, Unreadable, IncompleteTls,
    ];

    /// <summary>The rules that apply to every JSON file.</summary>
    public static DocumentRules Document { get; } = new(NotJson, DuplicateSetting, UnknownSetting, MissingSetting, WrongType, Empty);
}
