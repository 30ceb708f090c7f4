using System.Globalization;
using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Cli;

/// <summary>Finds the incidents that somebody names, by id, by the end of an id, or by conditions.</summary>
/// <param name="incidents">Where they are.</param>
internal sealed class IncidentPick(IIncidentAccess incidents)
{
    /// <summary>The largest page that the HTTP API gives.</summary>
    private const int PageSize = 1000;

    /// <summary>The whole id of what was typed.</summary>
    /// <param name="typed">An id, or at least its last digits.</param>
    /// <returns>The id; what was typed if it is a whole id, whether there is such an incident or not; null if no incident ends so.</returns>
    /// <exception cref="UsageException">It is no id, or several incidents end so.</exception>
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

        // The text may stand in titles, too; of these the ids decide.
        string[] found = [.. (await AllAsync(new IncidentQuery { Search = typed }, PageSize)).Where(id => id.EndsWith(typed, StringComparison.OrdinalIgnoreCase))];
        return found.Length <= 1 ? found.SingleOrDefault()
            : throw new UsageException($"Several incidents end with {typed}: {string.Join(", ", found.Take(3))}; give more digits.");
    }

    /// <summary>The ids of all that a query asks for, newest first.</summary>
    /// <param name="query">The query.</param>
    /// <param name="most">At how many to stop.</param>
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
