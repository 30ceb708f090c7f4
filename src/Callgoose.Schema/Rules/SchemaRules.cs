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

    /// <summary>An operator or a property that only extended files may use.</summary>
    public static readonly SchemaRule NeedsExtended = new("CG2007", "Only extended files use more than the guide");

    /// <summary>A filter has no part.</summary>
    public static readonly SchemaRule EmptyFilter = new("CG2008", "A filter has a part");

    /// <summary>A condition has more than one operator.</summary>
    public static readonly SchemaRule SeveralOperators = new("CG2009", "A condition has one operator");

    /// <summary>What stands in the brackets of a key is no index.</summary>
    public static readonly SchemaRule BadIndex = new("CG2010", "Indexes are numbers");

    /// <summary>A filter that looks at elements one by one looks at a list as well.</summary>
    public static readonly SchemaRule NestedElements = new("CG2011", "An element is no list");

    /// <summary>A name has characters that are obeyed rather than shown.</summary>
    public static readonly SchemaRule NotPlain = new("CG2012", "Names are plain text on one line");

    /// <summary>An expression of <c>matches</c> cannot be used.</summary>
    public static readonly SchemaRule BadExpression = new("CG2013", "Expressions are bounded");

    /// <summary>A key names a header that carries a credential.</summary>
    public static readonly SchemaRule HeaderOfCredential = new("CG2014", "Filters see no credentials");

    /// <summary>A text that is made of values is not well-formed.</summary>
    public static readonly SchemaRule BadText = new("CG2015", "Texts are made of keys in braces");

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

    /// <summary>A sample does not do what it is a sample of.</summary>
    public static readonly SchemaRule SampleDoesNotPass = new("CG3008", "Samples pass what they are samples of");

    /// <summary>A sample does more than what it is a sample of.</summary>
    public static readonly SchemaRule SamplePassesMore = new("CG3009", "Samples pass nothing else");

    /// <summary>A resolve sample has a mapped value that no trigger sample has.</summary>
    public static readonly SchemaRule SampleResolvesNothing = new("CG3010", "A resolve sample resolves a trigger sample");

    /// <summary>An unkeyed sample has an incident key.</summary>
    public static readonly SchemaRule SampleHasKey = new("CG3011", "An unkeyed sample has no key");

    /// <summary>An element of a batch sample does not come to what is stated.</summary>
    public static readonly SchemaRule BatchDiffers = new("CG3012", "A batch sample does what it states");

    /// <summary>What passes a trigger passes a resolve, because one text stands in the other.</summary>
    public static readonly SchemaRule TextInText = new("CG6001", "A text is no part of a text of the opposite") { IsWarning = true };

    /// <summary>One payload can pass both trigger and resolve of a filter.</summary>
    public static readonly SchemaRule BothPass = new("CG6002", "Trigger and resolve keep apart") { IsWarning = true };

    /// <summary>Conditions can never hold, or never together.</summary>
    public static readonly SchemaRule NeverHolds = new("CG6003", "Conditions can hold") { IsWarning = true };

    /// <summary>A key from which a text or a time is taken stands in no sample, or gives none.</summary>
    public static readonly SchemaRule NoText = new("CG6004", "Keys give texts") { IsWarning = true };

    /// <summary>A file has no samples.</summary>
    public static readonly SchemaRule NoSamples = new("CG6005", "A file has samples") { IsWarning = true };

    /// <summary>A template is no JSON, or lacks a key.</summary>
    public static readonly SchemaRule BadTemplate = new("CG6006", "A template gives what filters need") { IsWarning = true };

    /// <summary>A sample has a value of another type than described.</summary>
    public static readonly SchemaRule OtherType = new("CG6007", "Samples are as described") { IsWarning = true };

    /// <summary>A file has no filters.</summary>
    public static readonly SchemaRule NoFilters = new("CG6008", "A file has filters") { IsWarning = true };

    /// <summary>A file takes the name of a built-in integration over.</summary>
    public static readonly SchemaRule ReplacesBuiltIn = new("CG6009", "Names of built-in integrations are left alone") { IsWarning = true };

    /// <summary>All of them, by id.</summary>
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
