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
    public IReadOnlyList<ChangeEvent> ListChanges(ChangeQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return
        [
            .. changes.Where(one => (query.Environment is null || one.Environment == query.Environment)
                    && (query.Services is null || one.Services.Any(query.Services.Contains))
                    && one.ReceivedAt >= query.Since && one.ReceivedAt <= query.Until)
                .Reverse().Take(query.Limit).Select(static one => one with { Body = null }),
        ];
    }

    /// <inheritdoc/>
    public ChangeEvent? FindChange(TimeOrderedId id) => changes.Find(one => one.Id == id);
}
