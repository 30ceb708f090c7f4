namespace Callgoose.Doors.Opsgenie;

/// <summary>What the identifier in a path of the Alert API is, as the query parameter <c>identifierType</c> says.</summary>
internal enum AlertIdentifierType
{
    /// <summary>The id of the alert, which is that of its incident. So it is without the parameter.</summary>
    Id,

    /// <summary>The alias, which is the incident key.</summary>
    Alias,

    /// <summary>Something that does not exist here.</summary>
    Unknown,
}
