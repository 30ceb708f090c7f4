using System.Buffers.Binary;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Outbox;
using Callgoose.Storage.Sqlite.Reading;

namespace Callgoose.Storage.Tests;

/// <summary>Events of the outbox are on disk: their format stays, and a damaged event is not read (tests/README.md R15).</summary>
public sealed class OutboxLayoutTests : IAsyncDisposable
{
    private readonly StoreScenario scenario = new(StoreScenario.Defaults with { HasOutbox = true });

    public ValueTask DisposeAsync() => scenario.DisposeAsync();

    [Fact]
    public async Task An_event_is_written_as_it_always_was()
    {
        await scenario.CallAsync(Wanted.Trigger("INC-1") with { Urgency = Urgency.P2, Title = "Hi" });
        await scenario.CallAsync(Wanted.Resolve("INC-1"));
        TimeOrderedId id = scenario.All[0].Id;
        string incident = Number((id.UnixMilliseconds << 12) | (long)(id.High & 0xFFF));
        string now = Number(scenario.Clock.UnixMilliseconds);
        string texts = "02000000" + "4869";

        using var database = new RawDatabase(scenario.Folder.Incidents);
        Assert.Equal(
            [
                Number(1) + incident + "01000000" + "01" + "04" + Number(1) + now + Number(0) + texts,
                Number(2) + incident + "02000000" + "03" + "04" + Number(1) + now + now + texts,
            ],
            database.Read("SELECT CAST(hex(events) AS BLOB) FROM outbox ORDER BY sequence"));
        Assert.Equal([1, 2], database.ReadNumbers("SELECT sequence AS n FROM outbox ORDER BY sequence"));
    }

    [Theory]
    [InlineData("x'00'")]
    [InlineData("substr(events, 1, length(events) - 1)")]
    [InlineData("events || x'01'")]
    [InlineData("substr(events, 1, 46) || x'FFFFFFFF' || substr(events, 51)")]
    public async Task What_is_damaged_is_refused(string change)
    {
        await scenario.CallAsync(Wanted.Trigger("INC-1"));
        using (var database = new RawDatabase(scenario.Folder.Incidents))
        {
            database.Execute($"UPDATE outbox SET events = {change}");
        }

        using OutboxReader reader = OutboxReader.Open(scenario.Folder.Open());

        Assert.Contains("A row of the outbox is damaged", Assert.Throws<StoreException>(() => reader.ReadAfter(0, 10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_still_to_be_delivered_outlives_the_retention_of_its_incident()
    {
        await scenario.CallAsync(Wanted.Trigger("INC-1") with { Title = "kept" });
        await scenario.CallAsync(Wanted.Resolve("INC-1"));
        scenario.Store.Retention = TimeSpan.FromDays(1);
        scenario.Clock.Now += TimeSpan.FromDays(40);
        await scenario.CallAsync(Wanted.Trigger("INC-2"));
        await scenario.CallAsync(Wanted.Resolve("INC-2"));
        scenario.Clock.Now += TimeSpan.FromDays(40);
        await scenario.CallAsync(Wanted.Trigger("INC-3"));

        using OutboxReader reader = OutboxReader.Open(scenario.Folder.Open());
        IReadOnlyList<OutboxEvent> events = reader.ReadAfter(0, 10);
        Assert.Equal(["kept", "kept"], events.Take(2).Select(static told => told.Incident.Title));
        Assert.Equal(5, events.Count);
    }

    private static string Number(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Convert.ToHexString(bytes);
    }
}
