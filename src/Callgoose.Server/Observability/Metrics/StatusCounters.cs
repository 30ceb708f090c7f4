using System.Globalization;
using Callgoose.Storage.Statistics;

namespace Callgoose.Observability.Metrics;

/// <summary>Counts the HTTP answers of all paths by status.</summary>
internal sealed class StatusCounters
{
    private const int Lowest = 100;
    private const int Highest = 599;

    /// <summary>The statuses that are always reported, even with the value 0: a counter that first appears at 1 hides its first step.</summary>
    private static readonly int[] AlwaysTold = [200, 201, 202, 400, 401, 404, 413, 429, 500, 503];

    /// <summary>One counter per possible status: 4 kB per processor, too little to justify a table of the statuses in use.</summary>
    private readonly StripedCounters counters = new(Highest - Lowest + 1);

    /// <summary>Counts an answer.</summary>
    public void Count(int status)
    {
        if (status is >= Lowest and <= Highest)
        {
            counters.Increment(status - Lowest);
        }
    }

    /// <summary>Writes the metrics.</summary>
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
