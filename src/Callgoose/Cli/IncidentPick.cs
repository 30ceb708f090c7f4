using System.Globalization;
using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Cli;

/// <summary>Finds incidents by id, by the end of an id, or by conditions.</summary>
/// <param name="incidents">The access to incidents.</param>
internal sealed class IncidentPick(IIncidentAccess incidents)
{
    /// <summary>The largest page of the HTTP API.</summary>
    private const int PageSize = 1000;

    /// <summary>Returns the full id for the user's input.</summary>
    /// <param name="typed">An id, or at least its last digits.</param>
    /// <returns>The id. A full id is returned unchanged, whether there is such an incident or not. Null if no id ends with the input.</returns>
    /// <exception cref="UsageException">The input is not an id, or several ids end with it.</exception>
    public async Task<string?> FindAsync(string typed)
    {
        if (TimeOrderedId.TryParse(typed, out _))
        {
            return typed;
        }

        if (typed.Length < IncidentQuery.MinShortId || !typed.All(static character => char.IsAsciiHexDigit(character) || character == '-'))
        {
            throw new UsageException($"'{SecretMask.Apply(typed)}' is not an incident id; give all of it, or at least its last {IncidentQuery.MinShortId} digits, as 'callgoose incidents list' shows them.");
        }

        // The search also finds the text in titles; only ids count here.
        string[] found = [.. (await AllAsync(new IncidentQuery { Search = typed }, PageSize)).Where(id => id.EndsWith(typed, StringComparison.OrdinalIgnoreCase))];
        return found.Length <= 1 ? found.SingleOrDefault()
            : throw new UsageException($"Several incidents end with {typed}: {string.Join(", ", found.Take(3))}; give more digits.");
    }

    /// <summary>Returns the ids of all incidents that match a query, newest first.</summary>
    /// <param name="query">The query.</param>
    /// <param name="most">The maximum number of ids.</param>
    public async Task<IReadOnlyList<string>> AllAsync(IncidentQuery query, int most)
    {
        var ids = new List<string>();
        for (long? cursor = long.MaxValue; cursor is not null && ids.Count < most;)
        {
            JsonElement page = await incidents.ListAsync(query with { Limit = Math.Min(PageSize, most), BeforeSequence = cursor });
            ids.AddRange(page.GetProperty("incidents").EnumerateArray().Select(static incident => incident.GetProperty("id").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString() is string next ? long.Parse(next, CultureInfo.InvariantCulture) : null;
        }

        return ids;
    }
}
