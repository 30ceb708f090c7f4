namespace Callgoose.Storage.Sessions;

/// <summary>A browser session of a user who signed in with a token.</summary>
/// <param name="IdHash">The SHA-256 of the session's id, in hexadecimal; only the browser has the id itself.</param>
/// <param name="TokenHash">The hash of the token's secret: the session ends when the token stops being valid, for any reason.</param>
/// <param name="EndsAt">When the session ends at the latest, in Unix milliseconds (UTC).</param>
public sealed record Session(string IdHash, byte[] TokenHash, long EndsAt);
