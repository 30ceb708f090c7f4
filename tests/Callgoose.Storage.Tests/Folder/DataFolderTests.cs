using System.Diagnostics;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Tokens;

namespace Callgoose.Storage.Tests;

/// <summary>A folder has at most one server, and other users cannot read it.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Folder_and_files_are_their_owners_only()
    {
        using IDisposable held = folder.Open().Lock();
        using TokenDirectory tokens = TokenDirectory.Open(folder.Open(), TimeProvider.System);
        await using var store = SqliteStore.Open(StoreScenario.Defaults with { Folder = folder.Open() }, TimeProvider.System);
        await store.CommitAsync(Calls.Of(Wanted.Trigger("INC-1")));

        Assert.Equal(Convert.ToInt32("700", 8), (int)File.GetUnixFileMode(folder.Data));
        Assert.Equal(
            [
                "incidents.db 600", "incidents.db-shm 600", "incidents.db-wal 600", "server.lock 600",
                "tokens.db 600", "tokens.db-shm 600", "tokens.db-wal 600", "tokens.generation 600",
            ],
            Directory.GetFiles(folder.Data).Order(StringComparer.Ordinal)
                .Select(static file => $"{Path.GetFileName(file)} {Convert.ToString((int)File.GetUnixFileMode(file), 8)}"));
    }

    [Fact]
    public void A_second_server_is_told_which_folder_is_in_use()
    {
        DataFolder data = folder.Open();
        IDisposable held = data.Lock();

        DataFolderInUseException refusal = Assert.Throws<DataFolderInUseException>(() => folder.Open().Lock());
        Assert.Contains(folder.Data, refusal.Message, StringComparison.Ordinal);

        held.Dispose();
        folder.Open().Lock().Dispose();
    }

    /// <summary>The lock is the system's: other programs see it, and it ends with its process.</summary>
    [Fact]
    public async Task The_lock_holds_for_other_processes()
    {
        using (folder.Open().Lock())
        {
            Assert.Equal(1, await TryLockAsync());
        }

        Assert.Equal(0, await TryLockAsync());
    }

    [Fact]
    public void A_lock_file_that_cannot_be_made_is_not_another_server()
    {
        DataFolder data = folder.Open();
        Directory.Delete(folder.Data);

        Assert.Throws<DirectoryNotFoundException>(data.Lock);
    }

    [Fact]
    public async Task A_path_that_is_a_file_is_refused()
    {
        await File.WriteAllTextAsync(folder.Data, "theirs", TestContext.Current.CancellationToken);

        Assert.ThrowsAny<IOException>(folder.Open);
    }

    private async Task<int> TryLockAsync()
    {
        using Process flock = Process.Start("flock", ["--exclusive", "--nonblock", Path.Combine(folder.Data, "server.lock"), "true"]);
        await flock.WaitForExitAsync(TestContext.Current.CancellationToken);
        return flock.ExitCode;
    }
}
