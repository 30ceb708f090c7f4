using Callgoose.Catalog;
using Callgoose.Schema;

namespace Callgoose.Configuration;

/// <summary>Every rule that a configuration can break. The ids are a contract once released.</summary>
internal static class ConfigurationRules
{
    /// <summary>The text is not JSON.</summary>
    public static readonly SchemaRule NotJson = new("CG4001", "A configuration file is JSON");

    /// <summary>A setting stands twice in one object.</summary>
    public static readonly SchemaRule DuplicateSetting = new("CG4002", "A setting stands once");

    /// <summary>A setting has a name that is not known.</summary>
    public static readonly SchemaRule UnknownSetting = new("CG4003", "Settings are known");

    /// <summary>A setting is not there.</summary>
    public static readonly SchemaRule MissingSetting = new("CG4004", "Needed settings are there");

    /// <summary>A value is of the wrong JSON type.</summary>
    public static readonly SchemaRule WrongType = new("CG4005", "Values are of the right type");

    /// <summary>A text is blank, or a list has nothing in it.</summary>
    public static readonly SchemaRule Empty = new("CG4006", "Texts are not blank and lists not empty");

    /// <summary>A value is too small, too large or too long.</summary>
    public static readonly SchemaRule OutOfRange = new("CG4007", "Values are in range");

    /// <summary>A text is no address, path, length of time or point in time.</summary>
    public static readonly SchemaRule BadForm = new("CG4008", "Addresses, paths, durations and times are written as such");

    /// <summary>A service lists an integration that does not exist.</summary>
    public static readonly SchemaRule UnknownIntegration = new("CG4009", "Integrations are known");

    /// <summary>A name is given twice.</summary>
    public static readonly SchemaRule NotUnique = new("CG4010", "Names are given once");

    /// <summary>An environment variable looks like a setting and is none.</summary>
    public static readonly SchemaRule UnknownVariable = new("CG4011", "Variables are known");

    /// <summary>The file is not there or cannot be read.</summary>
    public static readonly SchemaRule Unreadable = InputProblem.Unreadable;

    /// <summary>Of an https address, a certificate and its key some are there and some are not.</summary>
    public static readonly SchemaRule IncompleteTls = new("CG4013", "TLS has an https address, a certificate and a key");

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<SchemaRule> All { get; } =
    [
        NotJson, DuplicateSetting, UnknownSetting, MissingSetting, WrongType, Empty, OutOfRange, BadForm, UnknownIntegration, NotUnique,
        UnknownVariable, Unreadable, IncompleteTls,
    ];

    /// <summary>Those that any JSON file is held to.</summary>
    public static DocumentRules Document { get; } = new(NotJson, DuplicateSetting, UnknownSetting, MissingSetting, WrongType, Empty);
}
