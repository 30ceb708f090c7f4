namespace Callgoose.Schema;

/// <summary>All rules. Each has a page in the generator's folder <c>rules</c>.</summary>
public static class SchemaRules
{
    /// <summary>The text is not JSON.</summary>
    public static readonly SchemaRule NotJson = new("CG1001", "A schema file is JSON");

    /// <summary>A property occurs twice in one object.</summary>
    public static readonly SchemaRule DuplicateProperty = new("CG1002", "A property stands once");

    /// <summary>A property has an unknown name.</summary>
    public static readonly SchemaRule UnknownProperty = new("CG2001", "Properties are known");

    /// <summary>A required property is missing.</summary>
    public static readonly SchemaRule MissingProperty = new("CG2002", "Needed properties are there");

    /// <summary>A value has the wrong JSON type.</summary>
    public static readonly SchemaRule WrongType = new("CG2003", "Values are of the right type");

    /// <summary>A value is not one of the allowed ones.</summary>
    public static readonly SchemaRule UnknownValue = new("CG2004", "Values are allowed ones");

    /// <summary>There is more of something than allowed.</summary>
    public static readonly SchemaRule LimitExceeded = new("CG2005", "Limits are kept");

    /// <summary>A text is blank.</summary>
    public static readonly SchemaRule Blank = new("CG2006", "Texts are not blank");

    /// <summary>An operator or a property is allowed only in extended files.</summary>
    public static readonly SchemaRule NeedsExtended = new("CG2007", "Only extended files use more than the guide");

    /// <summary>A filter has no part.</summary>
    public static readonly SchemaRule EmptyFilter = new("CG2008", "A filter has a part");

    /// <summary>A condition has more than one operator.</summary>
    public static readonly SchemaRule SeveralOperators = new("CG2009", "A condition has one operator");

    /// <summary>The text in the brackets of a key is not an index.</summary>
    public static readonly SchemaRule BadIndex = new("CG2010", "Indexes are numbers");

    /// <summary>A filter that evaluates elements one by one also reads a list.</summary>
    public static readonly SchemaRule NestedElements = new("CG2011", "An element is no list");

    /// <summary>A name has characters that control a terminal or are invisible.</summary>
    public static readonly SchemaRule NotPlain = new("CG2012", "Names are plain text on one line");

    /// <summary>An expression of <c>matches</c> cannot be used.</summary>
    public static readonly SchemaRule BadExpression = new("CG2013", "Expressions are bounded");

    /// <summary>A key names a header with a credential.</summary>
    public static readonly SchemaRule HeaderOfCredential = new("CG2014", "Filters see no credentials");

    /// <summary>A text with values is not well-formed.</summary>
    public static readonly SchemaRule BadText = new("CG2015", "Texts are made of keys in braces");

    /// <summary>The file's description of the payload does not have a key.</summary>
    public static readonly SchemaRule UnknownKey = new("CG3001", "Keys are in the payload");

    /// <summary>A resolve has no trigger with an incident mapping.</summary>
    public static readonly SchemaRule UnmappedResolve = new("CG3002", "A resolve has a mapped trigger");

    /// <summary>A resolve would pass on every call.</summary>
    public static readonly SchemaRule ResolveCatchAll = new("CG3003", "A resolve has a condition");

    /// <summary>Two filters have the same name.</summary>
    public static readonly SchemaRule DuplicateFilter = new("CG3004", "Filters have different names");

    /// <summary>An earlier filter passes whenever this one does.</summary>
    public static readonly SchemaRule Unreachable = new("CG3005", "Every filter can be reached");

    /// <summary>Two files have the same name or alias.</summary>
    public static readonly SchemaRule NameTaken = new("CG3006", "Names and aliases belong to one file");

    /// <summary>A sample still contains a variable of the tool's template.</summary>
    public static readonly SchemaRule UnexpandedVariable = new("CG3007", "Samples are payloads, not templates");

    /// <summary>A sample does not have the effect of its kind.</summary>
    public static readonly SchemaRule SampleDoesNotPass = new("CG3008", "Samples pass what they are samples of");

    /// <summary>A sample has a further effect.</summary>
    public static readonly SchemaRule SamplePassesMore = new("CG3009", "Samples pass nothing else");

    /// <summary>A resolve sample has a mapped value that no trigger sample has.</summary>
    public static readonly SchemaRule SampleResolvesNothing = new("CG3010", "A resolve sample resolves a trigger sample");

    /// <summary>An unkeyed sample has an incident key.</summary>
    public static readonly SchemaRule SampleHasKey = new("CG3011", "An unkeyed sample has no key");

    /// <summary>An element of a batch sample does not have the stated result.</summary>
    public static readonly SchemaRule BatchDiffers = new("CG3012", "A batch sample does what it states");

    /// <summary>A payload that passes a trigger also passes a resolve, because one text is part of the other.</summary>
    public static readonly SchemaRule TextInText = new("CG6001", "A text is no part of a text of the opposite") { IsWarning = true };

    /// <summary>One payload can pass both trigger and resolve of a filter.</summary>
    public static readonly SchemaRule BothPass = new("CG6002", "Trigger and resolve keep apart") { IsWarning = true };

    /// <summary>Conditions can never hold, or never together.</summary>
    public static readonly SchemaRule NeverHolds = new("CG6003", "Conditions can hold") { IsWarning = true };

    /// <summary>A key for a text or a time is in no sample, or its value there is not a text.</summary>
    public static readonly SchemaRule NoText = new("CG6004", "Keys give texts") { IsWarning = true };

    /// <summary>A file has no samples.</summary>
    public static readonly SchemaRule NoSamples = new("CG6005", "A file has samples") { IsWarning = true };

    /// <summary>A template is not JSON, or lacks a key.</summary>
    public static readonly SchemaRule BadTemplate = new("CG6006", "A template gives what filters need") { IsWarning = true };

    /// <summary>A sample has a value of another type than the description.</summary>
    public static readonly SchemaRule OtherType = new("CG6007", "Samples are as described") { IsWarning = true };

    /// <summary>A file has no filters.</summary>
    public static readonly SchemaRule NoFilters = new("CG6008", "A file has filters") { IsWarning = true };

    /// <summary>A file has the name of a built-in integration.</summary>
    public static readonly SchemaRule ReplacesBuiltIn = new("CG6009", "Names of built-in integrations are left alone") { IsWarning = true };

    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<SchemaRule> All { get; } =
    [
        NotJson, DuplicateProperty,
        UnknownProperty, MissingProperty, WrongType, UnknownValue, LimitExceeded, Blank, NeedsExtended, EmptyFilter,
        SeveralOperators, BadIndex, NestedElements, NotPlain, BadExpression, HeaderOfCredential, BadText,
        UnknownKey, UnmappedResolve, ResolveCatchAll, DuplicateFilter, Unreachable, NameTaken, UnexpandedVariable,
        SampleDoesNotPass, SamplePassesMore, SampleResolvesNothing, SampleHasKey, BatchDiffers,
        TextInText, BothPass, NeverHolds, NoText, NoSamples, BadTemplate, OtherType, NoFilters, ReplacesBuiltIn,
    ];
}
