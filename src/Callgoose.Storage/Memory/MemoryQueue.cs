using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Relay;

namespace Callgoose.Storage.Memory;

/// <summary>The relay queue of a store in memory. Read it only between two batches, like the store itself.</summary>
internal sealed class MemoryQueue : IQueueReader
{
    private readonly List<QueuedCall> calls = [];
    private TimeOrderedId? line;
    private long last;

    /// <summary>Returns an action that restores the current state of the queue.</summary>
    public Action Saved()
    {
        QueuedCall[] before = [.. calls];
        (TimeOrderedId? lineBefore, long lastBefore) = (line, last);
        return () =>
        {
            calls.Clear();
            calls.AddRange(before);
            (line, last) = (lineBefore, lastBefore);
        };
    }

    /// <inheritdoc cref="IIncidentStore.TryQueue"/>
    public bool TryAdd(IncomingCall call)
    {
        ref RelayRequest wanted = ref call.Relay;
        var queued = new QueuedCall
        {
            Sequence = last + 1,
            Id = call.Id,
            ReceivedAt = call.ReceivedAt,
            Hops = call.Hops,
            Reach = wanted.Reach,
            BoundTo = wanted.BoundTo ?? string.Empty,
            Environment = wanted.Environment,
            Source = Encoding.UTF8.GetString(call.Text[call.Source]),
            Headers = Encoding.UTF8.GetString(call.Text[wanted.Headers]),
            IsJson = wanted.IsJson,
            Body = call.Body.Written.ToArray(),
        };
        QueueStatus status = Status();
        if (status.Bytes + BytesOf(queued) > wanted.MaxBytes || call.ReceivedAt - (status.OldestAt ?? long.MaxValue) > wanted.MaxAge)
        {
            return false;
        }

        line ??= call.Id;
        last++;
        calls.Add(queued);
        return true;
    }

    /// <inheritdoc cref="IIncidentStore.RemoveQueued"/>
    public void Remove(long sequence) => calls.RemoveAll(one => one.Sequence == sequence);

    /// <inheritdoc cref="IIncidentStore.RefuseQueued"/>
    public void Refuse(long sequence, int status, string answer, long at)
    {
        int place = calls.FindIndex(one => one.Sequence == sequence && one.RefusedAt is null);
        if (place >= 0)
        {
            calls[place] = calls[place] with { RefusedAt = at, Status = status, Answer = answer };
        }
    }

    /// <inheritdoc cref="IIncidentStore.ReleaseRefused"/>
    public int Release(TimeOrderedId? call, bool remove)
    {
        QueuedCall[] released = [.. calls.Where(one => one.RefusedAt is not null && (call is null || one.Id == call))];
        calls.RemoveAll(released.Contains);
        if (!remove)
        {
            calls.AddRange(released.Select(one => one with { Sequence = ++last, RefusedAt = null, Status = null, Answer = null }));
        }

        return released.Length;
    }

    /// <inheritdoc/>
    public TimeOrderedId? Line() => line;

    /// <inheritdoc/>
    public IReadOnlyList<QueuedCall> Read(long after, int max, int maxBytes) =>
        [.. calls.Where(one => one.Sequence > after && one.RefusedAt is null).Take(max)];

    /// <inheritdoc/>
    public IReadOnlyList<QueuedCall> Refused(int max) => [.. calls.Where(static one => one.RefusedAt is not null).Take(max).Select(static one => one with { Body = [] })];

    /// <inheritdoc/>
    public QueueStatus Status() => new(
        calls.Count(static one => one.RefusedAt is null),
        calls.Count(static one => one.RefusedAt is not null),
        calls.Sum(BytesOf),
        calls.Find(static one => one.RefusedAt is null)?.ReceivedAt);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static long BytesOf(QueuedCall call) => call.Body.Length + call.Headers.Length + call.Source.Length + QueueStatus.RowBytes;
}
