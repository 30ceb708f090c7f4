namespace Callgoose.Payloads;

/// <summary>Why a form cannot be read.</summary>
public enum FormError
{
    /// <summary>It can, or is no form.</summary>
    None,

    /// <summary>It has more than <see cref="FormFields.MaxFields"/> fields or parts.</summary>
    TooManyFields,

    /// <summary>The name or the value of a field is not UTF-8 once it is decoded.</summary>
    NotUtf8,

    /// <summary>It is declared to have parts, and its boundary is missing, or not each part has its head and its end.</summary>
    Broken,
}
