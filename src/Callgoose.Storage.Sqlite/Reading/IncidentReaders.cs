using System.Collections.Concurrent;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Incidents;

namespace Callgoose.Storage.Sqlite.Reading;

/// <summary>Reads incidents on as many connections as there are concurrent readers, so that no reader waits for the list of another.</summary>
/// <remarks>Each connection has a cache of two megabytes; at most as many as there are processors are kept open.</remarks>
internal sealed class IncidentReaders : IIncidentReader
{
    private readonly ConcurrentBag<IncidentReader> idle = [];
    private readonly DataFolder folder;
    private readonly TimeSpan lockTimeout;
    private readonly OpenCounts counts;
    private volatile bool isClosed;

    private IncidentReaders(DataFolder folder, TimeSpan lockTimeout, OpenCounts counts)
    {
        this.folder = folder;
        this.lockTimeout = lockTimeout;
        this.counts = counts;
    }

    /// <summary>Opens the incidents of a data folder, in the process of the writer.</summary>
    /// <exception cref="StoreException">The file cannot be opened.</exception>
    public static IncidentReaders Open(DataFolder folder, TimeSpan lockTimeout, OpenCounts counts)
    {
        var readers = new IncidentReaders(folder, lockTimeout, counts);
        readers.idle.Add(IncidentReader.Open(folder, lockTimeout));
        return readers;
    }

    /// <inheritdoc/>
    public ValueTask<IncidentPage> ListAsync(IncidentQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        return new(Use(reader => reader.List(query)));
    }

    /// <inheritdoc/>
    public ValueTask<OpenIncidents> CountOpenAsync(string environment, IReadOnlyCollection<string>? services) =>
        new(counts.Sum(Use(reader => reader.FindScopes(environment, services))));

    /// <inheritdoc/>
    public ValueTask<IncidentDetails?> FindAsync(TimeOrderedId id) => new(Use(reader => reader.Find(id)));

    /// <inheritdoc/>
    public ValueTask<RememberedDelivery?> FindDeliveryAsync(TimeOrderedId token, byte[] delivery) => new(Use(reader => reader.FindDelivery(token, delivery)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ChangeEvent>> ListChangesAsync(ChangeQuery query) => new(Use(reader => reader.ListChanges(query)));

    /// <inheritdoc/>
    public ValueTask<ChangeEvent?> FindChangeAsync(TimeOrderedId id) => new(Use(reader => reader.FindChange(id)));

    /// <inheritdoc/>
    public void Dispose()
    {
        isClosed = true;
        while (idle.TryTake(out IncidentReader? reader))
        {
            reader.Dispose();
        }
    }

    private T Use<T>(Func<IncidentReader, T> read)
    {
        if (!idle.TryTake(out IncidentReader? reader))
        {
            reader = IncidentReader.Open(folder, lockTimeout);
        }

        try
        {
            return read(reader);
        }
        finally
        {
            if (isClosed || idle.Count >= Environment.ProcessorCount)
            {
                reader.Dispose();
            }
            else
            {
                idle.Add(reader);
            }
        }
    }
}
