namespace Callgoose.Storage.Tokens;

/// <summary>
/// What a token may do (ProcessApi.md 2). No scope includes another. The numbers are persisted: new ones may be added, existing ones never
/// change.
/// </summary>
[Flags]
public enum TokenScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Send webhooks.</summary>
    Process = 1,

    /// <summary>Read incidents and logs.</summary>
    Read = 2,

    /// <summary>Act on incidents and manage tokens.</summary>
    Admin = 4,
}
