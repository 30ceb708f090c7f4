using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Memory;

namespace Callgoose.Storage.Tests;

/// <summary>The rows that a store across a network has fetched for a batch: what was not asked for beforehand is not there.</summary>
internal sealed class FetchedRows : IIncidentStore
{
    private readonly MemoryStore database;
    private readonly HashSet<string> fetched = [];
    private readonly HashSet<long> created = [];
    private readonly bool hasDue;

    public FetchedRows(MemoryStore database, BatchReads reads)
    {
        this.database = database;
        hasDue = reads.DueAt is not null;
        fetched.UnionWith(reads.Keys.Select(static key => Key(key.Scope, key.KeySpace, key.Key.Span)));
        fetched.UnionWith(reads.Bodies.Select(static body => Body(body.Scope, body.BodyDigest.Span)));
        fetched.UnionWith(reads.Bodies.Select(static body => Filter(body.Scope, body.Integration, body.Filter)));
        fetched.UnionWith(reads.Deliveries.Select(static delivery => Delivery(delivery.Token, delivery.Delivery.Span)));
        fetched.UnionWith(reads.Incidents.Select(static incident => $"incident {incident.Incident} {incident.Environment}"));
    }

    public bool TryFindNewestByKey(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out StoredIncident incident)
    {
        Require(Key(scope, keySpace, key));
        return Note(database.TryFindNewestByKey(scope, keySpace, key, out incident), incident);
    }

    public bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident)
    {
        Require(Body(scope, bodyDigest));
        return Note(database.TryFindNewestByBody(scope, bodyDigest, out incident), incident);
    }

    public int CountWithoutKey(ServiceScope scope, string integration, string filter, int limit, out StoredIncident newest)
    {
        Require(Filter(scope, integration, filter));
        int count = database.CountWithoutKey(scope, integration, filter, limit, out newest);
        Note(count > 0, newest);
        return count;
    }

    public bool TryFind(TimeOrderedId id, string environment, out StoredIncident incident)
    {
        Require($"incident {id} {environment}");
        return Note(database.TryFind(id, environment, out incident), incident);
    }

    public bool TryFindDue(long now, out StoredIncident incident)
    {
        Assert.True(hasDue, "what is due was not asked for");
        return Note(database.TryFindDue(now, out incident), incident);
    }

    public IncidentTexts ReadTexts(long sequence)
    {
        RequireRow(sequence);
        return database.ReadTexts(sequence);
    }

    public ReadOnlySpan<byte> ReadMembers(long sequence)
    {
        RequireRow(sequence);
        return database.ReadMembers(sequence);
    }

    public bool TryFindNewestResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out long at)
    {
        Require(Key(scope, keySpace, key));
        return database.TryFindNewestResolve(scope, keySpace, key, out at);
    }

    public void RecordResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, long at, long receivedAt) =>
        database.RecordResolve(scope, keySpace, key, at, receivedAt);

    public DeliveryIdState TryReplay(IncomingCall incoming, ReadOnlySpan<byte> bodyDigest)
    {
        Require(Delivery(incoming.TokenId, incoming.Text[incoming.DeliveryId]));
        return database.TryReplay(incoming, bodyDigest);
    }

    public void RecordDelivery(IncomingCall incoming, ReadOnlySpan<byte> bodyDigest) => database.RecordDelivery(incoming, bodyDigest);

    public long Insert(in NewIncident incident)
    {
        long sequence = database.Insert(incident);
        created.Add(sequence);
        return sequence;
    }

    public void Update(in StoredIncident incident)
    {
        RequireRow(incident.Sequence);
        database.Update(incident);
    }

    public void WriteTexts(long sequence, ReadOnlySpan<byte> title, ReadOnlySpan<byte> description) =>
        database.WriteTexts(sequence, title, description);

    public void WriteMembers(long sequence, ReadOnlySpan<byte> members) => database.WriteMembers(sequence, members);

    public void AppendTransition(long sequence, int number, in Transition transition, bool isTold) =>
        database.AppendTransition(sequence, number, transition, isTold);

    public void WriteChanges(long sequence, int number, in ChangeLine changes) => database.WriteChanges(sequence, number, changes);

    public void RemoveOutbox(long upTo) => database.RemoveOutbox(upTo);

    private static string Key(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key) => $"key {scope} {keySpace} {Encoding.UTF8.GetString(key)}";

    private static string Body(ServiceScope scope, ReadOnlySpan<byte> digest) => $"body {scope} {Convert.ToHexString(digest)}";

    private static string Filter(ServiceScope scope, string integration, string filter) => $"filter {scope} {integration} {filter}";

    private static string Delivery(TimeOrderedId token, ReadOnlySpan<byte> delivery) => $"delivery {token} {Encoding.UTF8.GetString(delivery)}";

    private void Require(string read) => Assert.True(fetched.Contains(read), $"not fetched before the rules ran: {read}");

    private void RequireRow(long sequence) => Assert.True(created.Contains(sequence), $"the row of incident {sequence} was not found before");

    private bool Note(bool isFound, in StoredIncident incident)
    {
        if (isFound)
        {
            created.Add(incident.Sequence);
        }

        return isFound;
    }
}
