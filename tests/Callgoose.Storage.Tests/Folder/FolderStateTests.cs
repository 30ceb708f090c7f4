using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Integrity;
using Callgoose.Storage.Sqlite.Reading;
using Callgoose.Storage.Sqlite.Tokens;

namespace Callgoose.Storage.Tests;

/// <summary>reliability.md R21: a folder from which something was taken is no new folder.</summary>
public sealed class FolderStateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nothing_is_missing_from_a_new_folder_nor_from_one_in_use_nor_from_one_that_was_closed()
    {
        folder.Open().RequireWhole();
        await UseAsync(end: false);
        folder.Open().RequireWhole();
        await UseAsync(end: true);
        folder.Open().RequireWhole();
        File.Delete(folder.Log);
        File.Delete(folder.Incidents + "-shm");
        folder.Open().RequireWhole();
    }

    [Theory]
    [InlineData(true, "incidents.db", "is missing")]
    [InlineData(false, "incidents.db", "is missing")]
    [InlineData(true, "tokens.db", "is missing")]
    [InlineData(false, "incidents.db-wal", "is missing: the server before did not end by itself")]
    [InlineData(false, "tokens.db-wal", "is missing: the server before did not end by itself")]
    public async Task What_was_taken_is_told_and_nothing_is_made_in_its_place(bool end, string file, string what)
    {
        await UseAsync(end);
        string path = Path.Combine(folder.Data, file);
        File.Delete(path);

        StoreException refusal = Assert.Throws<StoreException>(folder.Open().RequireWhole);
        Assert.Contains($"'{path}' {what}", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => TokenStore.Open(folder.Open(), TimeProvider.System));
        Assert.Contains(IntegrityCheck.Run(folder.Open(), static _ => { }), finding => finding.Contains(path, StringComparison.Ordinal));
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_empty_database_is_a_missing_one(bool end)
    {
        await UseAsync(end);
        await File.WriteAllBytesAsync(folder.Incidents, [], TestContext.Current.CancellationToken);

        Assert.Contains("is empty", Assert.Throws<StoreException>(folder.Open().RequireWhole).Message, StringComparison.Ordinal);
        Assert.NotEmpty(IntegrityCheck.Run(folder.Open(), static _ => { }));
    }

    /// <summary>As of a version that noted nothing.</summary>
    [Fact]
    public async Task A_log_without_its_database_is_told_of_without_a_note()
    {
        await using (var scenario = new StoreScenario())
        {
            await scenario.CallAsync(Wanted.Trigger("INC-1"));
            using TemporaryFolder crashed = scenario.Folder.CopyAsAfterCrash();
            File.Delete(crashed.Incidents);

            Assert.Contains("bytes that are of no use without it", Assert.Throws<StoreException>(crashed.Open().RequireWhole).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Looking_into_a_folder_after_a_crash_takes_nothing_away()
    {
        await UseAsync(end: false);
        using (var reader = IncidentReader.Open(folder.Open(), TimeSpan.FromSeconds(5)))
        {
            Assert.Empty(reader.List(new IncidentQuery { Limit = 1 }).Incidents);
        }

        using (var tokens = TokenStore.Open(folder.Open(), TimeProvider.System))
        {
            Assert.Empty(tokens.List());
        }

        Assert.Empty(IntegrityCheck.Run(folder.Open(), static _ => { }));
        folder.Open().RequireWhole();
    }

    [Fact]
    public void A_second_server_is_refused_though_the_lock_file_was_removed()
    {
        using IDisposable held = folder.Open().Lock();
        File.Delete(Path.Combine(folder.Data, "server.lock"));

        Assert.Throws<DataFolderInUseException>(() => folder.Open().Lock());
    }

    private async Task UseAsync(bool end)
    {
        DataFolder data = folder.Open();
        using (TokenDirectory tokens = TokenDirectory.Open(data, TimeProvider.System))
        await using (IncidentStore store = SqliteStore.Open(StoreScenario.Defaults with { Folder = data }, TimeProvider.System))
        {
            data.BeginUse();
            tokens.Checkpoint();
        }

        if (end)
        {
            data.EndUse();
        }
    }
}
