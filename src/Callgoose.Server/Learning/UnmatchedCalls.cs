using System.Text;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;

namespace Callgoose.Learning;

/// <summary>The logged calls that no filter accepted, grouped by source and shape. The API log only has calls of tokens whose debug switch was on.</summary>
/// <param name="Groups">The groups, the largest first; at most <see cref="MaxGroups"/>.</param>
/// <param name="Searched">How many calls were searched, newest first.</param>
/// <param name="IsComplete">Whether all requested calls were searched.</param>
internal sealed record UnmatchedCalls(IReadOnlyList<UnmatchedGroup> Groups, int Searched, bool IsComplete)
{
    /// <summary>The maximum number of groups.</summary>
    public const int MaxGroups = 100;

    /// <summary>The maximum length of a shown sample, in bytes.</summary>
    public const int MaxSampleBytes = 2048;

    private const int MaxSearched = 20_000;
    private const long MaxBodyBytes = 64L << 20;
    private const int Accepted = 202;

    /// <summary>Searches the log, as far back as a limit on what is read allows.</summary>
    /// <param name="log">The log.</param>
    /// <param name="query">Selects the calls; its page and its limit are ignored.</param>
    /// <param name="samples">Whether to include the beginning of a sample body for each group.</param>
    /// <exception cref="StoreException">The log cannot be read.</exception>
    public static async ValueTask<UnmatchedCalls> FindAsync(IApiLogReader log, ApiLogQuery query, bool samples)
    {
        var groups = new Dictionary<(string From, string Shape), UnmatchedGroup>();
        int searched = 0;
        long bytes = 0;
        long? before = long.MaxValue;
        bool isComplete = true;
        while (before is not null && searched < MaxSearched && bytes < MaxBodyBytes)
        {
            ApiLogPage page = await log.ListAsync(query with { Before = before, Limit = 500 });
            before = page.NextCursor;
            foreach (ApiLogEntry entry in page.Rows.Select(static row => row.Entry))
            {
                searched++;
                if (entry.Status != Accepted || NearestReason.Of(entry.Verdicts, entry.From) is not string reason || await log.FindAsync(entry.CallId) is not ApiLogRow whole)
                {
                    continue;
                }

                bytes += whole.Entry.Body.Length;
                isComplete &= Add(groups, whole.Entry, reason, samples);
            }
        }

        return new UnmatchedCalls(
            [.. groups.Values.OrderByDescending(static group => group.Count).ThenByDescending(static group => group.LastAt)], searched, isComplete && before is null);
    }

    private static bool Add(Dictionary<(string, string), UnmatchedGroup> groups, ApiLogEntry entry, string reason, bool samples)
    {
        string shape = PayloadShape.Of(entry.Body, entry.Body.Length == entry.BodyLength);
        if (!groups.TryGetValue((entry.From, shape), out UnmatchedGroup? group))
        {
            if (groups.Count == MaxGroups)
            {
                return false;
            }

            group = new UnmatchedGroup
            {
                From = entry.From, Shape = shape, LastAt = entry.ReceivedAt, Example = entry.CallId, Reason = reason, Sample = samples ? Beginning(entry.Body) : null,
            };
            groups.Add((entry.From, shape), group);
        }

        group.Count++;
        group.FirstAt = entry.ReceivedAt;
        return true;
    }

    /// <summary>The beginning of a body as text, never cut inside a character.</summary>
    private static string Beginning(byte[] body)
    {
        int end = Math.Min(body.Length, MaxSampleBytes);
        while (end < body.Length && end > 0 && (body[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(body, 0, end) + (end < body.Length ? "…" : string.Empty);
    }
}
