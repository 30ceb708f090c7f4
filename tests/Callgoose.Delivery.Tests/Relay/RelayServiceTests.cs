using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Relay;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Relay;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Delivery.Tests.Relay;

/// <summary>The queue of a relay reaches its upstream complete, once and in order, whatever happens to the answers (Relay/README.md).</summary>
public sealed class RelayServiceTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("callgoose-relay-").FullName;
    private readonly RelayUpstream upstream = new();
    private readonly ConcurrentQueue<RelayNotice> notices = [];
    private readonly IncidentStore store;
    private long? free;

    public RelayServiceTests() => store = SqliteStore.Open(new SqliteStoreOptions { Folder = DataFolder.Open(Path.Combine(folder, "data")) }, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        upstream.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Answers_that_are_lost_make_no_webhook_come_twice_or_out_of_order()
    {
        upstream.Lost = 3;
        string[] sent = [.. Enumerable.Range(0, 100).Select(static i => $"{{\"n\":{i}}}")];
        foreach (string body in sent)
        {
            await QueueAsync(body);
        }

        await using (RelayService relay = Start())
        {
            await DrainedAsync(relay, 100);
            Assert.Equal((100L, 0L, null), (relay.Status.Taken, relay.Status.Queue.Refused, relay.Status.Failure));
            Assert.True(relay.Status.Tries > 100);
        }

        Assert.Equal(sent, upstream.Taken);
        Assert.Equal([RelayNoticeKind.Failing, RelayNoticeKind.Resumed], notices.Select(static notice => notice.Kind).Distinct());
    }

    [Fact]
    public async Task What_is_refused_for_good_is_set_apart_and_comes_last_when_it_is_sent_again()
    {
        upstream.Refused = "{\"n\":1}";
        for (int i = 0; i < 4; i++)
        {
            await QueueAsync($"{{\"n\":{i}}}");
        }

        await using RelayService relay = Start();
        await DrainedAsync(relay, 3);
        QueuedCall apart = Assert.Single(relay.Refused(10));
        Assert.Equal(400, apart.Status);
        Assert.Equal(["{\"n\":0}", "{\"n\":2}", "{\"n\":3}"], upstream.Taken);

        upstream.Refused = null;
        Assert.Equal(1, await relay.ReleaseAsync(apart.Id, remove: false));
        await DrainedAsync(relay, 4);

        Assert.Equal("{\"n\":1}", upstream.Taken[^1]);
        Assert.Empty(relay.Refused(10));
        Assert.Equal(RelayNoticeKind.Refused, Assert.Single(notices).Kind);
    }

    [Fact]
    public async Task Where_nobody_answers_everything_waits_and_the_log_hears_of_it_once()
    {
        upstream.Dispose();
        await QueueAsync("{}");
        await using RelayService relay = Start();
        while (relay.Status.Tries < 3)
        {
            await Task.Yield();
        }

        Assert.Equal("waiting", relay.Status.State(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
        Assert.Equal(1, relay.Status.Queue.Waiting);
        Assert.Equal(RelayNoticeKind.Failing, Assert.Single(notices).Kind);
    }

    [Fact]
    public async Task Below_what_is_reserved_of_the_disk_nothing_more_is_taken_and_what_waits_goes_on()
    {
        free = RelayService.ReservedBytes - 1;
        upstream.Lost = int.MaxValue;
        await QueueAsync($"\"{new string('x', 900_000)}\"");
        await QueueAsync($"\"{new string('y', 200_000)}\"");

        await using RelayService relay = Start();
        while (!relay.IsDiskFull)
        {
            await Task.Yield();
        }

        Assert.Equal("full", relay.Status.State(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
        upstream.Lost = 0;
        await DrainedAsync(relay, 2);
        while (relay.IsDiskFull)
        {
            await Task.Yield();
        }

        Assert.Single(notices, static notice => notice.Kind == RelayNoticeKind.DiskFull);
    }

    private async Task QueueAsync(string body)
    {
        var command = new ProcessCallCommand();
        IncomingCall call = command.Call;
        call.Id = store.Ids.Next();
        call.ReceivedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        call.Body.Append(Encoding.UTF8.GetBytes(body));
        call.Source = call.Text.Append("x"u8);
        call.Relay = new RelayRequest { IsOn = true, IsOnly = true, Environment = string.Empty, Reach = 1, IsJson = true, MaxBytes = 10_000_000, MaxAge = 1_000_000 };
        Assert.Equal(CommitStatus.Committed, await store.CommitAsync(command));
    }

    private RelayService Start() => RelayService.Start(
        store,
        new RelaySettings { To = $"http://127.0.0.1:{upstream.Port}", Token = new SettingReference(SettingPlace.Here, "the-token"), AllowNetworks = [IPNetwork.Parse("127.0.0.0/8")] },
        TimeProvider.System,
        notices.Enqueue,
        "test",
        () => free);

    /// <summary>Waits until the queue is empty and the last removal is counted, which happens after the commit.</summary>
    private static async Task DrainedAsync(RelayService relay, long taken)
    {
        while (relay.Status.Queue.Waiting > 0 || relay.Status.Taken < taken || relay.Status.Failure is not null)
        {
            await Task.Yield();
        }
    }
}
