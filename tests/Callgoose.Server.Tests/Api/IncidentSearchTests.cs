using Callgoose.Api;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Memory;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Writer;
using Callgoose.Threads;

namespace Callgoose.Server.Tests.Api;

/// <summary>benchmarks/README.md P8: a list does not wait until another client's search is over.</summary>
public sealed class IncidentSearchTests
{
    private const int InTurn = 10;

    [Fact]
    public async Task A_search_gives_others_a_turn_after_each_part()
    {
        var reader = new EndlessReader();
        await using IncidentStore store = Store(reader);
        var longWork = new LongWork(1);
        var search = new IncidentSearch(store, longWork, InTurn);
        var others = new List<int>();

        await longWork.TurnAsync();
        longWork.Queue(new Other(() => others.Add(reader.Queries.Count)));
        longWork.Queue(new Other(() => others.Add(reader.Queries.Count)));
        IncidentPage page = await search.ListAsync(new IncidentQuery { Search = "nothing", MostLookedAt = 50 });

        Assert.Equal([1, 1], others);
        Assert.Empty(page.Incidents);
        Assert.Equal(5, page.NextCursor);
        Assert.Equal([null, 1, 2, 3, 4], reader.Queries.Select(static query => query.BeforeSequence));
        Assert.All(reader.Queries, static query => Assert.Equal(InTurn, query.MostLookedAt));
    }

    [Fact]
    public async Task What_the_first_part_answers_takes_one_turn()
    {
        var reader = new EndlessReader { Last = 1 };
        await using IncidentStore store = Store(reader);

        IncidentPage page = await new IncidentSearch(store, new LongWork(1), InTurn).ListAsync(new IncidentQuery { State = IncidentStateFilter.Active });

        Assert.Null(page.NextCursor);
        Assert.Single(reader.Queries);
    }

    private static IncidentStore Store(IIncidentReader reader) =>
        new(new MemoryStore(), reader, static () => throw new NotSupportedException(), new TimeOrderedIds(TimeProvider.System), new StoreOptions(), TimeProvider.System);

    /// <summary>Finds nothing, and never comes to an end.</summary>
    private sealed class EndlessReader : IIncidentReader
    {
        public List<IncidentQuery> Queries { get; } = [];

        public long Last { get; init; } = long.MaxValue;

        public ValueTask<IncidentPage> ListAsync(IncidentQuery query)
        {
            Queries.Add(query);
            return new(new IncidentPage([], Queries.Count < Last ? Queries.Count : null));
        }

        public ValueTask<OpenIncidents> CountOpenAsync(string environment, IReadOnlyCollection<string>? services) => default;

        public ValueTask<IncidentDetails?> FindAsync(TimeOrderedId id) => default;

        public ValueTask<RememberedDelivery?> FindDeliveryAsync(TimeOrderedId token, byte[] delivery) => default;

        public ValueTask<IReadOnlyList<ChangeEvent>> ListChangesAsync(ChangeQuery query) => default;

        public ValueTask<ChangeEvent?> FindChangeAsync(TimeOrderedId id) => default;

        public void Dispose()
        {
        }
    }

    private sealed class Other(Action work) : IThreadPoolWorkItem
    {
        public void Execute() => work();
    }
}
