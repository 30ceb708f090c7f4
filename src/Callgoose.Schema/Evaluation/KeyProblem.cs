namespace Callgoose.Schema;

/// <summary>Why a payload has no incident key (Catalog/README.md 4). Of several reasons the later one is reported.</summary>
public enum KeyProblem
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>The mapped value is missing, null, empty, an object or an array, or the filter has no mapping.</summary>
    Missing,

    /// <summary>The mapped value is a text that means "none".</summary>
    NotAKey,

    /// <summary>The mapped value is a variable of the tool's template that the tool did not fill in.</summary>
    Unexpanded,
}
