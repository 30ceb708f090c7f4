namespace Callgoose.Payloads;

/// <summary>Why a form cannot be read.</summary>
public enum FormError
{
    /// <summary>It can be read, or is not a form.</summary>
    None,

    /// <summary>It has more than <see cref="FormFields.MaxFields"/> fields or parts.</summary>
    TooManyFields,

    /// <summary>The decoded name or value of a field is not UTF-8.</summary>
    NotUtf8,

    /// <summary>It is declared as multipart, but its boundary is missing, or a part lacks its head or its end.</summary>
    Broken,
}
