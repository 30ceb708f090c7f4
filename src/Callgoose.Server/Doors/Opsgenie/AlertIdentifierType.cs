namespace Callgoose.Doors.Opsgenie;

/// <summary>The type of an identifier in a path of the Alert API, from the query parameter <c>identifierType</c>.</summary>
internal enum AlertIdentifierType
{
    /// <summary>The id of the alert, which is the id of its incident. The default.</summary>
    Id,

    /// <summary>The alias, which is the incident key.</summary>
    Alias,

    /// <summary>A type that this server does not support.</summary>
    Unknown,
}
