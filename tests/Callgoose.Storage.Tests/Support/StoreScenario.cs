using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite;

namespace Callgoose.Storage.Tests;

/// <summary>A store in its own folder, and calls to it one after the other.</summary>
internal sealed class StoreScenario : IAsyncDisposable
{
    private readonly ProcessCallCommand command = new();
    private readonly List<StoreHealthChange> healthChanges = [];

    public StoreScenario(SqliteStoreOptions? options = null, TemporaryFolder? folder = null, SettableClock? clock = null)
    {
        Folder = folder ?? new TemporaryFolder();
        Clock = clock ?? new SettableClock();
        Options = (options ?? Defaults) with { Folder = Folder.Open() };
        Store = SqliteStore.Open(Options, Clock, NoteHealth);
    }

    /// <summary>No wait is longer than a test may take; the folder is filled in later.</summary>
    public static SqliteStoreOptions Defaults { get; } = new()
    {
        Folder = null!,
        LockTimeout = TimeSpan.FromMilliseconds(50),
        ProbeInterval = TimeSpan.FromMilliseconds(20),
    };

    public TemporaryFolder Folder { get; }

    public SettableClock Clock { get; }

    public SqliteStoreOptions Options { get; }

    public IncidentStore Store { get; private set; }

    /// <summary>The body of the next calls.</summary>
    public string Body { get; set; } = Calls.Body;

    /// <summary>The delivery id of the next calls; null for none.</summary>
    public string? DeliveryId { get; set; }

    /// <summary>The id of the last call, or of the call whose verdict it got.</summary>
    public TimeOrderedId CallId => command.Call.Id;

    /// <summary>The source of the next calls.</summary>
    public string Source { get; set; } = "betterstack";

    public IReadOnlyList<IncidentSummary> All => Store.List(new IncidentQuery { Limit = int.MaxValue }).Incidents;

    public IReadOnlyList<StoreHealthChange> HealthChanges
    {
        get
        {
            lock (healthChanges)
            {
                return [.. healthChanges];
            }
        }
    }

    /// <summary>Makes one call that must be committed, and returns its outcome.</summary>
    public async Task<CallOutcome> CallAsync(params Wanted[] actions)
    {
        Assert.Equal(CommitStatus.Committed, await TryCallAsync(actions));
        return command.Call.Outcome;
    }

    public ValueTask<CommitStatus> TryCallAsync(params Wanted[] actions)
    {
        command.Call.Fill(Store.Ids.Next(), Clock.UnixMilliseconds, Body, Source, actions);
        command.Call.TokenId = new TimeOrderedId(0x70, 1);
        command.Call.DeliveryId = DeliveryId is null ? default : command.Call.Text.Append(System.Text.Encoding.UTF8.GetBytes(DeliveryId));
        return Store.CommitAsync(command);
    }

    /// <summary>The incidents that the last call touched.</summary>
    public TimeOrderedId[] Touched() => command.Call.Incidents.ToArray();

    /// <summary>The result of the first action of the last call.</summary>
    public ActionResultKind Result => command.Call.Results[0].Kind;

    public CallOutcome Outcome => command.Call.Outcome;

    public IncidentDetails Details(TimeOrderedId id) => Store.Find(id) ?? throw new InvalidOperationException("no such incident");

    /// <summary>Closes the store and opens it again.</summary>
    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = SqliteStore.Open(Options, Clock, NoteHealth);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Folder.Dispose();
    }

    private void NoteHealth(StoreHealthChange change)
    {
        lock (healthChanges)
        {
            healthChanges.Add(change);
        }
    }
}
