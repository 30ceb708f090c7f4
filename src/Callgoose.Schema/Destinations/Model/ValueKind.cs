namespace Callgoose.Schema.Destinations;

/// <summary>Where a value of a template comes from.</summary>
public enum ValueKind
{
    /// <summary>The event or its incident.</summary>
    Field,

    /// <summary>The settings of the destination.</summary>
    Setting,

    /// <summary>The texts of the file.</summary>
    Text,
}
