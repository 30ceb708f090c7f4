using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Memory;
using Callgoose.Storage.Relay;

namespace Callgoose.Storage.Tests;

/// <summary>Both ends of the queue of a relay (Relay/README.md), on disk and in memory: each call once, in order, and none dropped.</summary>
public sealed class RelayLineTests : IAsyncDisposable
{
    private static readonly TimeOrderedId Line = new(0xE1, 1);
    private static readonly TimeOrderedId Token = new(0x70, 1);

    private readonly StoreScenario scenario = new();

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_was_taken_is_not_taken_again_and_one_that_comes_too_early_waits(bool onDisk)
    {
        ProcessCallCommand first = Relayed("INC-1", 7, after: 0);
        ProcessCallCommand again = Relayed("INC-1", 7, after: 0);
        ProcessCallCommand early = Relayed("INC-3", 12, after: 9);
        ProcessCallCommand second = Relayed("INC-2", 9, after: 7);
        ProcessCallCommand third = Relayed("INC-3", 12, after: 9);
        ProcessCallCommand older = Relayed("INC-0", 8, after: 0);
        ProcessCallCommand otherToken = Relayed("INC-4", 8, after: 0);
        otherToken.Call.TokenId = new TimeOrderedId(0x71, 1);
        ProcessCallCommand[] all = [first, again, early, second, third, older, otherToken];

        await CommitAsync(onDisk, all);

        Assert.Equal(
            [RelayVerdict.Next, RelayVerdict.Taken, RelayVerdict.TooEarly, RelayVerdict.Next, RelayVerdict.Next, RelayVerdict.Taken, RelayVerdict.Next],
            all.Select(static one => one.Call.RelayVerdict));
        Assert.Equal([true, false, false, true, true, false, true], all.Select(static one => one.Call.Outcome.Created));
        Assert.Equal((false, NoEffectReason.AlreadyTaken), (again.Call.AnyFilterPassed, again.Call.Reason));
    }

    /// <summary>Two relays with the same token have separate numbers.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lines_of_one_token_are_told_apart(bool onDisk)
    {
        ProcessCallCommand one = Relayed("INC-1", 7, after: 0);
        ProcessCallCommand other = Relayed("INC-2", 3, after: 0);
        other.Call.Relayed = new RelayPlace(new TimeOrderedId(0xE2, 1), 3, 0);
        ProcessCallCommand next = Relayed("INC-3", 8, after: 7);

        await CommitAsync(onDisk, [one, other, next]);

        Assert.All([one, other, next], static command => Assert.Equal(RelayVerdict.Next, command.Call.RelayVerdict));
    }

    [Fact]
    public async Task What_was_taken_is_known_without_expiry_and_after_a_restart()
    {
        await scenario.Store.CommitAsync(Relayed("INC-1", 7, after: 0));
        scenario.Clock.Now += TimeSpan.FromDays(4000);
        await scenario.ReopenAsync();
        ProcessCallCommand again = Relayed("INC-1", 7, after: 0);

        await scenario.Store.CommitAsync(again);

        Assert.Equal(RelayVerdict.Taken, again.Call.RelayVerdict);
        Assert.Single(scenario.All);
    }

    [Fact]
    public async Task Calls_wait_in_order_as_they_came_until_they_are_settled()
    {
        await scenario.Store.CommitAsync(Outgoing("one"));
        await scenario.Store.CommitAsync(Outgoing("two"));
        await scenario.Store.CommitAsync(Outgoing("three"));
        await scenario.ReopenAsync();
        using IQueueReader reader = scenario.Store.OpenQueue();
        IReadOnlyList<QueuedCall> waiting = reader.Read(0, 10, int.MaxValue);

        Assert.Equal(["one", "two", "three"], waiting.Select(static one => System.Text.Encoding.UTF8.GetString(one.Body)));
        Assert.Equal(("prod", (byte)3, "shop", "Hostwatch", true), (waiting[0].Environment, waiting[0].Reach, waiting[0].BoundTo, waiting[0].Source, waiting[0].IsJson));
        Assert.Equal(3, scenario.Store.Queue.Waiting);
        Assert.Equal(reader.Status(), scenario.Store.Queue);

        await scenario.Store.CommitAsync(new SettleQueuedCommand([waiting[0].Sequence], [(waiting[1].Sequence, 400, "no JSON")], now: 5));
        Assert.Equal(["three"], reader.Read(0, 10, int.MaxValue).Select(static one => System.Text.Encoding.UTF8.GetString(one.Body)));
        QueuedCall refused = Assert.Single(reader.Refused(10));
        Assert.Equal((400, "no JSON", 5L), (refused.Status, refused.Answer, refused.RefusedAt));
        Assert.Equal((1L, 1L), (scenario.Store.Queue.Waiting, scenario.Store.Queue.Refused));
        Assert.Equal(reader.Status(), scenario.Store.Queue);

        var release = new ReleaseRefusedCommand(refused.Id, remove: false, now: 6);
        await scenario.Store.CommitAsync(release);
        Assert.Equal(1, release.Released);
        Assert.Equal(["three", "two"], reader.Read(0, 10, int.MaxValue).Select(static one => System.Text.Encoding.UTF8.GetString(one.Body)));
        Assert.Equal(reader.Status(), scenario.Store.Queue);
    }

    [Fact]
    public async Task Numbers_never_come_twice_though_the_line_was_empty_and_the_clock_went_back()
    {
        await scenario.Store.CommitAsync(Outgoing("one"));
        long first;
        TimeOrderedId? line;
        using (IQueueReader reader = scenario.Store.OpenQueue())
        {
            first = reader.Read(0, 1, 1)[0].Sequence;
            line = reader.Line();
        }

        await scenario.Store.CommitAsync(new SettleQueuedCommand([first], [], 0));
        scenario.Clock.Now -= TimeSpan.FromDays(3000);
        await scenario.ReopenAsync();
        await scenario.Store.CommitAsync(Outgoing("two"));
        using IQueueReader after = scenario.Store.OpenQueue();

        Assert.True(after.Read(0, 1, 1)[0].Sequence > first);
        Assert.NotNull(line);
        Assert.Equal(line, after.Line());
    }

    [Fact]
    public async Task A_line_that_is_too_long_or_too_old_refuses_and_drops_nothing()
    {
        ProcessCallCommand large = Outgoing(new string('x', 5000));
        large.Call.Relay.MaxBytes = 4000;
        await scenario.Store.CommitAsync(Outgoing("one"));
        await scenario.Store.CommitAsync(large);
        scenario.Clock.Now += TimeSpan.FromDays(2);
        ProcessCallCommand late = Outgoing("late");
        late.Call.Relay.MaxAge = 24 * 60 * 60 * 1000;
        await scenario.Store.CommitAsync(late);

        Assert.Equal([RelayVerdict.NoRoom, RelayVerdict.NoRoom], [large.Call.RelayVerdict, late.Call.RelayVerdict]);
        Assert.Equal((1L, scenario.Clock.UnixMilliseconds - (2 * 24 * 60 * 60 * 1000)), (scenario.Store.Queue.Waiting, scenario.Store.Queue.OldestAt!.Value));
    }

    [Fact]
    public async Task A_relay_that_opens_incidents_itself_does_both_or_neither()
    {
        ProcessCallCommand both = Outgoing("{}", Wanted.Trigger("INC-1"));
        ProcessCallCommand neither = Outgoing("{}", Wanted.Trigger("INC-2"));
        neither.Call.Relay.MaxBytes = 1;
        await scenario.Store.CommitAsync(both);
        await scenario.Store.CommitAsync(neither);

        Assert.True(both.Call.Outcome.Created);
        Assert.False(neither.Call.Outcome.Created);
        Assert.Single(scenario.All);
        Assert.Equal(1, scenario.Store.Queue.Waiting);
    }

    private static ProcessCallCommand Relayed(string key, long sequence, long after)
    {
        ProcessCallCommand command = Calls.Of(Wanted.Trigger(key));
        command.Call.TokenId = Token;
        command.Call.Relayed = new RelayPlace(Line, sequence, after);
        return command;
    }

    private ProcessCallCommand Outgoing(string body, params Wanted[] actions)
    {
        var command = new ProcessCallCommand();
        command.Call.Fill(scenario.Store.Ids.Next(), scenario.Clock.UnixMilliseconds, body, "Hostwatch", actions);
        command.Call.Relay = new RelayRequest
        {
            IsOn = true, Environment = "prod", Reach = 3, BoundTo = "shop", IsJson = true, MaxBytes = 1_000_000, MaxAge = long.MaxValue / 2,
        };
        return command;
    }

    private async Task CommitAsync(bool onDisk, ProcessCallCommand[] commands)
    {
        if (onDisk)
        {
            foreach (ProcessCallCommand command in commands)
            {
                Assert.Equal(CommitStatus.Committed, await scenario.Store.CommitAsync(command));
            }
        }
        else
        {
            var rules = new CallRules(new TimeOrderedIds(scenario.Clock), TimeSpan.FromMinutes(5));
            await new MemoryStore().CommitAsync(new CommandBatch(rules, [.. commands]));
        }
    }
}
