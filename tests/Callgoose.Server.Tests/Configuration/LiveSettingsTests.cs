using Callgoose.Configuration;
using Callgoose.Services;
using Callgoose.Storage.Tokens;

namespace Callgoose.Server.Tests.Configuration;

public class LiveSettingsTests
{
    private static readonly ServerSettings First = new() { Urls = ["http://127.0.0.1:1"] };

    [Fact]
    public void Services_schemas_and_lengths_of_time_are_replaced_at_once()
    {
        var live = new LiveSettings(First);
        var service = new Service("a", null, Service.Default.Integrations);

        Assert.Empty(live.Replace(First with { Services = [service], Schemas = ["x"], DuplicateWindow = TimeSpan.FromSeconds(1), Retention = TimeSpan.FromDays(7) }));

        Assert.Equal(["x"], live.Current.Schemas);
        Assert.Same(service, Assert.Single(live.Current.Services));
        Assert.Equal(TimeSpan.FromSeconds(1), live.Current.DuplicateWindow);
        Assert.Equal(TimeSpan.FromDays(7), live.Current.Retention);
    }

    [Fact]
    public void Everything_else_stays_until_a_restart_and_is_named_each_time()
    {
        var live = new LiveSettings(First);
        ServerSettings next = new() { DataFolder = "/other", Urls = ["http://127.0.0.1:2"], Limits = new ServerLimits { Body = 4096, Queue = 100 } };

        Assert.Equal(["data", "urls", "limits.body", "limits.queue"], live.Replace(next));
        Assert.Equal(["data", "urls", "limits.body", "limits.queue"], live.Replace(next));
        Assert.Empty(live.Replace(First));

        Assert.Same(First.DataFolder, live.Current.DataFolder);
        Assert.Same(First.Urls, live.Current.Urls);
        Assert.Equal(First.Limits, live.Current.Limits);
    }

    [Fact]
    public void The_rate_of_tokens_is_replaced_at_once()
    {
        var live = new LiveSettings(First);
        var rate = new RateLimit(10, TimeSpan.FromSeconds(1));

        Assert.Empty(live.Replace(First with { Limits = First.Limits with { TokenRate = rate } }));

        Assert.Equal(rate, live.Current.Limits.TokenRate);
    }
}
