namespace Callgoose.Schema;

/// <summary>Every rule. Each has a page in the generator's folder <c>rules</c>.</summary>
public static class SchemaRules
{
    /// <summary>The text is not JSON.</summary>
    public static readonly SchemaRule NotJson = new("CG1001", "A schema file is JSON");

    /// <summary>A property stands twice in one object.</summary>
    public static readonly SchemaRule DuplicateProperty = new("CG1002", "A property stands once");

    /// <summary>A property has a name that is not known.</summary>
    public static readonly SchemaRule UnknownProperty = new("CG2001", "Properties are known");

    /// <summary>A property is not there.</summary>
    public static readonly SchemaRule MissingProperty = new("CG2002", "Needed properties are there");

    /// <summary>A value is of the wrong JSON type.</summary>
    public static readonly SchemaRule WrongType = new("CG2003", "Values are of the right type");

    /// <summary>A value is none of those that are allowed.</summary>
    public static readonly SchemaRule UnknownValue = new("CG2004", "Values are allowed ones");

    /// <summary>There is more of something than allowed.</summary>
    public static readonly SchemaRule LimitExceeded = new("CG2005", "Limits are kept");

    /// <summary>A text is blank.</summary>
    public static readonly SchemaRule Blank = new("CG2006", "Texts are not blank");

    /// <summary>Something that the language has and this version does not compile.</summary>
    public static readonly SchemaRule NotSupported = new("CG2007", "Only what this version compiles is used");

    /// <summary>A filter has neither part.</summary>
    public static readonly SchemaRule EmptyFilter = new("CG2008", "A filter has a trigger or a resolve");

    /// <summary>A key is not in the payload that the file describes.</summary>
    public static readonly SchemaRule UnknownKey = new("CG3001", "Keys are in the payload");

    /// <summary>A resolve has no trigger that maps an incident.</summary>
    public static readonly SchemaRule UnmappedResolve = new("CG3002", "A resolve has a mapped trigger");

    /// <summary>A resolve would pass on every call.</summary>
    public static readonly SchemaRule ResolveCatchAll = new("CG3003", "A resolve has a condition");

    /// <summary>Two filters have one name.</summary>
    public static readonly SchemaRule DuplicateFilter = new("CG3004", "Filters have different names");

    /// <summary>An earlier filter passes whenever this one does.</summary>
    public static readonly SchemaRule Unreachable = new("CG3005", "Every filter can be reached");

    /// <summary>Two files have one name or alias.</summary>
    public static readonly SchemaRule NameTaken = new("CG3006", "Names and aliases belong to one file");

    /// <summary>A sample still has a variable of the tool's template in it.</summary>
    public static readonly SchemaRule UnexpandedVariable = new("CG3007", "Samples are payloads, not templates");

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<SchemaRule> All { get; } =
    [
        NotJson, DuplicateProperty,
        UnknownProperty, MissingProperty, WrongType, UnknownValue, LimitExceeded, Blank, NotSupported, EmptyFilter,
        UnknownKey, UnmappedResolve, ResolveCatchAll, DuplicateFilter, Unreachable, NameTaken, UnexpandedVariable,
    ];
}
