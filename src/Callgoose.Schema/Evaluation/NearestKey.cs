namespace Callgoose.Schema;

/// <summary>Finds the key of a payload that a filter probably means.</summary>
internal static class NearestKey
{
    /// <summary>Returns the key with the same last name if there is one, ignoring case; otherwise the key with the fewest edits.</summary>
    /// <returns>The key, or null if the payload has none.</returns>
    public static string? Of(string wanted, PayloadDocument payload)
    {
        List<string> keys = [.. payload.Keys()];
        List<string> namesakes = keys.FindAll(key => string.Equals(LastName(key), LastName(wanted), StringComparison.OrdinalIgnoreCase));
        return keys.Count == 0 ? null : NearestName.Of(wanted, namesakes.Count > 0 ? namesakes : keys);
    }

    private static string LastName(string key) => key.Substring(key.LastIndexOf('.') + 1);
}
