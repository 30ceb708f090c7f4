namespace Callgoose.Incidents;

/// <summary>Why a payload has no incident key (Catalog/README.md 4, "what is no key").</summary>
public enum KeyFault : byte
{
    /// <summary>There is a key.</summary>
    None = 0,

    /// <summary>The mapped value is missing, null, empty, an object or an array, or the filter has no mapping.</summary>
    Missing = 1,

    /// <summary>The mapped value is a text that means "none": <c>null</c>, <c>undefined</c>, <c>N/A</c>, or one that the schema file lists.</summary>
    NotAKey = 2,

    /// <summary>The mapped value is a variable of the tool's template that the tool did not fill in.</summary>
    Unexpanded = 3,
}
