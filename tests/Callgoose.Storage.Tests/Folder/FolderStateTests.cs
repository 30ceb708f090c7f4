using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Integrity;
using Callgoose.Storage.Sqlite.Reading;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Tests;

/// <summary>tests/README.md R21: a folder with a missing file is not a new folder.</summary>
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

    /// <summary>If a lock is gone, the next process that opens the database rebuilds the index of its log while the server runs.</summary>
    [Fact]
    public async Task Looking_at_a_folder_drops_no_lock_of_the_process_that_serves_it()
    {
        DataFolder data = folder.Open();
        await using IncidentStore store = SqliteStore.Open(StoreScenario.Defaults with { Folder = data }, TimeProvider.System);
        using var tokens = TokenDirectory.Open(data, TimeProvider.System);
        data.BeginUse();
        string[] before = [.. Locks().Distinct()];
        Assert.Equal(4, before.Length);

        data.RequireWhole();
        using (var changed = TokenStore.Open(data, TimeProvider.System))
        {
            changed.Create(new NewToken { Name = "test" });
        }

        Assert.Equal(before, Locks().Distinct());
    }

    /// <returns>The file; null for a descriptor that another test has closed since it was listed.</returns>
    private static string? TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// The locks that this process holds on files of the folder as long as they are open: on the index (byte 128) and on the database (from byte
    /// 0x40000002). Other locks come and go with each transaction.
    /// </summary>
    private string[] Locks() =>
    [
        .. from descriptor in Directory.GetFiles("/proc/self/fd")
           let target = TargetOf(descriptor)
           where target is not null && target.StartsWith(folder.Data, StringComparison.Ordinal)
           from line in File.ReadAllLines("/proc/self/fdinfo/" + Path.GetFileName(descriptor))
           where line.EndsWith(" 128 128", StringComparison.Ordinal) || line.Contains(" 1073741826 ", StringComparison.Ordinal)
           select Path.GetFileName(target) + line[line.LastIndexOf(':')..] into held
           orderby held
           select held,
    ];

    [Theory]
    [InlineData("pipe", "is a pipe")]
    [InlineData("/dev/zero", "has more than")]
    public async Task A_note_that_has_no_end_holds_no_start(string what, string told)
    {
        await UseAsync(end: true);
        string path = Path.Combine(folder.Data, "folder.state");
        File.Delete(path);
        if (what == "pipe")
        {
            await System.Diagnostics.Process.Start("mkfifo", [path]).WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        else
        {
            File.CreateSymbolicLink(path, what);
        }

        Assert.Contains(told, Assert.ThrowsAny<IOException>(folder.Open().RequireWhole).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "incidents.db", "is missing")]
    [InlineData(false, "incidents.db", "is missing")]
    [InlineData(true, "tokens.db", "is missing")]
    [InlineData(false, "incidents.db-wal", "is missing: the last server did not shut down cleanly")]
    [InlineData(false, "tokens.db-wal", "is missing: the last server did not shut down cleanly")]
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

    /// <summary>As in a version without this record.</summary>
    [Fact]
    public async Task A_log_without_its_database_is_told_of_without_a_note()
    {
        await using (var scenario = new StoreScenario())
        {
            await scenario.CallAsync(Wanted.Trigger("INC-1"));
            using TemporaryFolder crashed = scenario.Folder.CopyAsAfterCrash();
            File.Delete(crashed.Incidents);

            Assert.Contains("bytes is useless without it", Assert.Throws<StoreException>(crashed.Open().RequireWhole).Message, StringComparison.Ordinal);
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

    /// <summary>A killed process leaves the index of the log, which knows the length of the log.</summary>
    [Theory]
    [InlineData("cut to nothing")]
    [InlineData("cut in the middle")]
    [InlineData("overwritten")]
    public async Task A_log_that_was_cut_after_a_crash_is_told_and_left_as_it_is(string what)
    {
        await using var scenario = new StoreScenario();
        using TokenDirectory tokens = TokenDirectory.Open(scenario.Folder.Open(), TimeProvider.System);
        scenario.Folder.Open().BeginUse();
        await scenario.CallAsync(Wanted.Trigger("INC-1"));
        await scenario.CallAsync(Wanted.Trigger("INC-2"));
        using TemporaryFolder crashed = scenario.Folder.CopyAllAsAfterCrash();
        crashed.Open().RequireWhole();

        byte[] log = await File.ReadAllBytesAsync(crashed.Log, TestContext.Current.CancellationToken);
        byte[] left = what switch
        {
            "cut to nothing" => [],
            "cut in the middle" => log[..(log.Length / 2)],
            _ => [.. log.Select(static value => (byte)~value)],
        };
        await File.WriteAllBytesAsync(crashed.Log, left, TestContext.Current.CancellationToken);

        StoreException refusal = Assert.Throws<StoreException>(crashed.Open().RequireWhole);
        Assert.Contains($"'{crashed.Log}' has {left.Length} bytes, and had {log.Length}", refusal.Message, StringComparison.Ordinal);
        Assert.Single(IntegrityCheck.Run(crashed.Open(), static _ => { }));
        Assert.Throws<StoreException>(() => TokenStore.Open(crashed.Open(), TimeProvider.System));
        Assert.Equal(left, await File.ReadAllBytesAsync(crashed.Log, TestContext.Current.CancellationToken));

        File.Delete(Path.Combine(crashed.Data, "folder.state"));
        crashed.Open().RequireWhole();
    }

    /// <summary>As in a copy of the first page that was made before anything was copied from the log.</summary>
    [Theory]
    [InlineData("incidents.db")]
    [InlineData("tokens.db")]
    public async Task A_database_without_tables_is_no_new_one(string file)
    {
        await UseAsync(end: true);
        string path = Path.Combine(folder.Data, file);
        byte[] header = (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))[..4096];
        foreach (int zeroed in (int[])[60, 68, 100])
        {
            header.AsSpan(zeroed, zeroed == 100 ? 4096 - 108 : 4).Clear();
        }

        // An empty leaf of the schema table, and a file of one page without page checksums.
        header[28..32].AsSpan().Clear();
        (header[31], header[100], header[105], header[20]) = (1, 13, 0x10, 0);
        await File.WriteAllBytesAsync(path, header, TestContext.Current.CancellationToken);
        File.Delete(path + "-wal");

        void Open()
        {
            using TokenDirectory tokens = TokenDirectory.Open(folder.Open(), TimeProvider.System);
            SqliteStore.Open(StoreScenario.Defaults with { Folder = folder.Open() }, TimeProvider.System);
        }

        Assert.Contains($"'{path}' has no tables, though a server has run on this folder", Assert.Throws<StoreException>(Open).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("incidents.db")]
    [InlineData("incidents.db-wal")]
    [InlineData("tokens.db")]
    [InlineData("api-log.db")]
    [InlineData("delivery.db-shm")]
    public async Task A_link_or_a_folder_is_no_file(string file)
    {
        await UseAsync(end: false);
        string path = Path.Combine(folder.Data, file);
        string elsewhere = Path.Combine(folder.Root, "elsewhere");
        if (File.Exists(path))
        {
            File.Move(path, elsewhere);
        }

        File.CreateSymbolicLink(path, elsewhere);
        Assert.Contains($"'{path}' is a symbolic link", Assert.Throws<StoreException>(folder.Open().RequireWhole).Message, StringComparison.Ordinal);

        File.Delete(path);
        Directory.CreateDirectory(path);
        Assert.Contains($"'{path}' is a folder", Assert.Throws<StoreException>(folder.Open().RequireWhole).Message, StringComparison.Ordinal);

        Directory.Delete(path);
        await System.Diagnostics.Process.Start("mkfifo", [path]).WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"'{path}' is a pipe", Assert.Throws<StoreException>(folder.Open().RequireWhole).Message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => TokenStore.Open(folder.Open(), TimeProvider.System));
    }

    [Fact]
    public async Task A_folder_may_be_a_link()
    {
        await UseAsync(end: false);
        string link = Path.Combine(folder.Root, "link");
        Directory.CreateSymbolicLink(link, folder.Data);

        DataFolder.Open(link).RequireWhole();
        using TokenDirectory tokens = TokenDirectory.Open(DataFolder.Open(link), TimeProvider.System);
        Assert.True(tokens.IsHealthy);
    }

    [Theory]
    [InlineData(true, "delivery.db", false)]
    [InlineData(false, "delivery.db", false)]
    [InlineData(false, "delivery.db-wal", false)]
    [InlineData(true, "delivery.db", true)]
    public async Task What_waited_to_be_delivered_is_missed(bool end, string file, bool isEmptied)
    {
        await UseAsync(end, static data => data.BeginDeliveries());
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "delivery.db"), "rows", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "delivery.db-wal"), string.Empty, TestContext.Current.CancellationToken);
        folder.Open().RequireWhole();

        string path = Path.Combine(folder.Data, file);
        File.Delete(path);
        if (isEmptied)
        {
            await File.WriteAllTextAsync(path, string.Empty, TestContext.Current.CancellationToken);
        }

        string told = Assert.Throws<StoreException>(folder.Open().RequireWhole).Message;
        Assert.Contains($"'{path}' is {(isEmptied ? "empty" : "missing")}: what waits to be delivered is in there", told, StringComparison.Ordinal);
        Assert.Contains(IntegrityCheck.Run(folder.Open(), static _ => { }), finding => finding.Contains(path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lost_API_log_is_told_and_no_reason_not_to_start()
    {
        await UseAsync(end: false, static data =>
        {
            data.WarnOfLostApiLog();
            data.BeginApiLog();
        });
        DataFolder next = folder.Open();
        next.RequireWhole();
        next.WarnOfLostApiLog();

        Assert.Contains("api-log.db' is missing", Assert.Single(next.Warnings), StringComparison.Ordinal);
    }

    /// <summary>A server that has lost its files must not end in a way that makes the next start accept the remaining files as complete.</summary>
    [Theory]
    [InlineData("removed")]
    [InlineData("not empty")]
    public async Task Logs_that_do_not_hold_nothing_still_count_at_the_end(string what)
    {
        await UseAsync(end: false);
        if (what == "removed")
        {
            File.Delete(folder.Log);
        }
        else
        {
            await File.WriteAllTextAsync(folder.Log, "left", TestContext.Current.CancellationToken);
        }

        folder.Open().EndUse();
        File.Delete(folder.Log);

        Assert.Contains("-wal' is missing", Assert.Throws<StoreException>(folder.Open().RequireWhole).Message, StringComparison.Ordinal);
    }

    private async Task UseAsync(bool end, Action<DataFolder>? use = null)
    {
        DataFolder data = folder.Open();
        using (TokenDirectory tokens = TokenDirectory.Open(data, TimeProvider.System))
        await using (IncidentStore store = SqliteStore.Open(StoreScenario.Defaults with { Folder = data }, TimeProvider.System))
        {
            data.BeginUse();
            use?.Invoke(data);
            tokens.Checkpoint();
        }

        if (end)
        {
            data.EndUse();
        }
    }
}
