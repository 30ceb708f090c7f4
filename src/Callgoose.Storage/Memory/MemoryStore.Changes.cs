using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Memory;

/// <summary>Change events.</summary>
public sealed partial class MemoryStore
{
    private readonly List<ChangeEvent> changes = [];

    /// <inheritdoc/>
    public void RecordChange(ChangeEvent change)
    {
        changes.Add(change);
        undo.Push(() => changes.RemoveAt(changes.Count - 1));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ChangeEvent>> ListChangesAsync(ChangeQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ChangeEvent[] found =
        [
            .. changes.Where(one => (query.Environment is null || one.Environment == query.Environment)
                    && (query.Services is null || one.Services.Any(query.Services.Contains))
                    && one.ReceivedAt >= query.Since && one.ReceivedAt <= query.Until)
                .Reverse().Take(query.Limit).Select(static one => one with { Body = null }),
        ];
        return new(found);
    }

    /// <inheritdoc/>
    public ValueTask<ChangeEvent?> FindChangeAsync(TimeOrderedId id) => new(changes.Find(one => one.Id == id));
}
