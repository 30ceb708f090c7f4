namespace Callgoose.Storage.Moving;

/// <summary>The kind of values in a column of a moved table.</summary>
public enum MovedKind
{
    /// <summary>Bytes: hashes, or texts in UTF-8. May be null.</summary>
    Bytes,

    /// <summary>A number; times are Unix milliseconds (UTC), 0 for none.</summary>
    Number,

    /// <summary>16 bytes, all of them 0 for none.</summary>
    Id,
}
