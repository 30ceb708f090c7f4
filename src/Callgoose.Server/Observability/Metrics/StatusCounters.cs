using System.Globalization;
using Callgoose.Storage.Statistics;

namespace Callgoose.Observability.Metrics;

/// <summary>Counts HTTP answers by status, of every path.</summary>
internal sealed class StatusCounters
{
    private const int Lowest = 100;
    private const int Highest = 599;

    /// <summary>Those that are told before they have been answered once: a counter that begins at 1 hides its first step.</summary>
    private static readonly int[] AlwaysTold = [200, 201, 202, 400, 401, 404, 413, 429, 500, 503];

    /// <summary>One for each status there may be: 4 kB for each processor is less than a table of those that are used would be worth.</summary>
    private readonly StripedCounters counters = new(Highest - Lowest + 1);

    /// <summary>Counts an answer.</summary>
    public void Count(int status)
    {
        if (status is >= Lowest and <= Highest)
        {
            counters.Increment(status - Lowest);
        }
    }

    /// <summary>Writes what was counted.</summary>
    public void Write(MetricsText text)
    {
        text.Counter("callgoose_http_responses_total", "HTTP answers by status, of every path; not what is answered to bytes that are not an HTTP request.");
        for (int status = Lowest; status <= Highest; status++)
        {
            long count = counters[status - Lowest];
            if (count > 0 || AlwaysTold.Contains(status))
            {
                text.Value(count, ("code", status.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }
}
