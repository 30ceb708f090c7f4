namespace Callgoose.Schema.Destinations;

/// <summary>The rules that only destination files have. Those that they share with schema files are in <see cref="SchemaRules"/>.</summary>
public static class DestinationRules
{
    /// <summary>A template refers to something that does not exist.</summary>
    public static readonly SchemaRule UnknownField = new("CG5001", "Templates name known values");

    /// <summary>A template cannot be read.</summary>
    public static readonly SchemaRule BadTemplate = new("CG5002", "Templates are well-formed");

    /// <summary>A sample produces another URL or body than it states.</summary>
    public static readonly SchemaRule SampleDiffers = new("CG5003", "Samples give what they say");

    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<SchemaRule> All { get; } = [UnknownField, BadTemplate, SampleDiffers];
}
