namespace Callgoose.Schema.Destinations;

/// <summary>The origin of a value in a template.</summary>
public enum ValueKind
{
    /// <summary>The event or its incident.</summary>
    Field,

    /// <summary>The settings of the destination.</summary>
    Setting,

    /// <summary>The texts of the file.</summary>
    Text,
}
