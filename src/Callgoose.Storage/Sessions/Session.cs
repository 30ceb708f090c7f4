namespace Callgoose.Storage.Sessions;

/// <summary>Somebody who signed in with a token, in a browser.</summary>
/// <param name="IdHash">SHA-256 of the session's id, in hexadecimal; the id itself is in the browser only.</param>
/// <param name="TokenHash">The hash of the token's secret: the session ends with it, whatever ends the token.</param>
/// <param name="EndsAt">When it ends in any case, in Unix milliseconds (UTC).</param>
public sealed record Session(string IdHash, byte[] TokenHash, long EndsAt);
