using System.Globalization;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Reading;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Tests;

/// <summary>A data folder with incidents, tokens and logged calls, whose files the tests change one byte at a time.</summary>
internal sealed class DamagedFolder : IAsyncDisposable
{
    /// <summary>How many places of each file are changed; CALLGOOSE_DAMAGE=1000 for the number in tests/README.md R22.</summary>
    public static readonly int Changes = int.Parse(Environment.GetEnvironmentVariable("CALLGOOSE_DAMAGE") ?? "60", CultureInfo.InvariantCulture);

    private readonly StoreScenario scenario = new();

    public TemporaryFolder Folder => scenario.Folder;

    public IReadOnlyList<IncidentDetails> Incidents { get; private set; } = [];

    public string Path(string file) => System.IO.Path.Combine(Folder.Data, file);

    /// <summary>Fills it. Nothing is removed, so every page of a file has rows.</summary>
    /// <param name="isCrashed">Whether the logs still have their content, as after a crash.</param>
    public async Task FillAsync(bool isCrashed)
    {
        using (TokenStore tokens = TokenStore.Open(Folder.Open(), scenario.Clock))
        {
            for (int i = 0; i < 40; i++)
            {
                tokens.Create(new NewToken { Name = $"token {i} {new string('n', 200)}" });
            }
        }

        await using (ApiLogWriter log = ApiLogWriter.Open(Folder.Open(), new ApiLogOptions(), scenario.Clock, static _ => { }))
        {
            for (int i = 0; i < 20; i++)
            {
                log.Add(ApiLogTests.Entry(i));
            }
        }

        for (int i = 0; i < 60; i++)
        {
            scenario.Body = $$"""{"number":{{i}},"text":"{{new string('x', 40 * i)}}"}""";
            await scenario.CallAsync(Wanted.Trigger($"INC-{i}") with { Service = $"service {i % 5}" });
            if (i % 3 == 0)
            {
                await scenario.CallAsync(Wanted.Resolve($"INC-{i}") with { Service = $"service {i % 5}", IsTimed = true });
            }
        }

        Incidents = [.. scenario.All.Select(incident => scenario.Details(incident.Id))];
        if (!isCrashed)
        {
            await scenario.Store.DisposeAsync();
        }
    }

    /// <summary>Everything that can be read of the incidents, or null if a read reports damage.</summary>
    public static IReadOnlyList<IncidentDetails>? Read(DataFolder folder)
    {
        try
        {
            using IncidentReader reader = IncidentReader.Open(folder, TimeSpan.FromSeconds(1));
            return [.. reader.List(new IncidentQuery { Limit = 1000 }).Incidents.Select(incident => reader.Find(incident.Id)!)];
        }
        catch (StoreException)
        {
            return null;
        }
    }

    /// <summary>Changes one byte of a file while an action runs.</summary>
    public static void WithChangedByte(string path, long at, byte mask, Action act)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = at;
        int sound = file.ReadByte();
        Write((byte)(sound ^ mask));
        try
        {
            act();
        }
        finally
        {
            Write((byte)sound);
        }

        void Write(byte value)
        {
            file.Position = at;
            file.WriteByte(value);
            file.Flush();
        }
    }

    public ValueTask DisposeAsync() => scenario.DisposeAsync();
}
