using Callgoose.Api;
using Callgoose.Incidents;
using Callgoose.Maintenances;
using Callgoose.Storage.Maintenances;
using Callgoose.Storage.Reading;

namespace Callgoose.Server.Tests.Api;

/// <summary>A list of maintenances does not take longer as more of them end.</summary>
public class MaintenanceCountsTests
{
    [Fact]
    public async Task A_list_counts_a_few_ended_maintenances_at_once_the_last_to_end_first_and_each_of_them_one_time()
    {
        const int Ended = 12;
        const int AtOnce = 5;
        long now = (long)TimeSpan.FromDays(20_000).TotalMilliseconds;
        ServiceMaintenance[] begun =
        [
            .. Enumerable.Range(1, Ended).Select(i => new ServiceMaintenance
            {
                Id = new TimeOrderedId(1, (ulong)i), Service = "web", From = now - (i * 1000) - 500, Until = now - (i * 1000), Tags = [], Reason = string.Empty, BegunBy = "test",
            }),
        ];
        var asked = new List<long?>();
        var counts = new HeldCounts(
            query =>
            {
                asked.Add(query.Until);
                return new(new IncidentPage([], null));
            },
            static _ => new((IncidentDetails?)null));

        for (int list = 1; list <= 4; list++)
        {
            var held = await MaintenanceJson.CountAsync([], begun, now, counts, null);
            Assert.Equal(Math.Min(list * AtOnce, Ended), held.Count);
        }

        Assert.Equal(begun.Select(static one => (long?)one.Until), asked);
    }
}
