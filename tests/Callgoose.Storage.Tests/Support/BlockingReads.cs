using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Tests;

/// <summary>Reads synchronously: a test has its own thread.</summary>
internal static class BlockingReads
{
    public static IncidentPage List(this IncidentStore store, IncidentQuery query) => Wait(store.ListAsync(query));

    public static OpenIncidents CountOpen(this IncidentStore store, string environment, IReadOnlyCollection<string>? services) => Wait(store.CountOpenAsync(environment, services));

    public static IncidentDetails? Find(this IncidentStore store, TimeOrderedId id) => Wait(store.FindAsync(id));

    public static IReadOnlyList<ChangeEvent> ListChanges(this IncidentStore store, ChangeQuery query) => Wait(store.ListChangesAsync(query));

    public static ChangeEvent? FindChange(this IncidentStore store, TimeOrderedId id) => Wait(store.FindChangeAsync(id));

    public static IncidentPage List(this IIncidentReader reader, IncidentQuery query) => Wait(reader.ListAsync(query));

    public static IncidentDetails? Find(this IIncidentReader reader, TimeOrderedId id) => Wait(reader.FindAsync(id));

    private static T Wait<T>(ValueTask<T> read) => read.AsTask().GetAwaiter().GetResult();
}
