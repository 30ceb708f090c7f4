namespace Callgoose.Schema;

/// <summary>Why a payload gives no incident key (Catalog/README.md 4). Of several the later one is said.</summary>
public enum KeyProblem
{
    /// <summary>It gives one.</summary>
    None,

    /// <summary>The mapped value is missing, null, empty, an object or an array, or the filter maps none.</summary>
    Missing,

    /// <summary>The mapped value is a text that stands for none.</summary>
    NotAKey,

    /// <summary>The mapped value is a variable of the tool's template that was not filled in.</summary>
    Unexpanded,
}
