using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Integrity;

namespace Callgoose.Storage.Tests;

/// <summary>
/// tests/README.md R22: one byte of a write-ahead log changes after a crash. The loss of the commits behind it is reported, and the log is kept.
/// </summary>
public sealed class DamagedLogTests
{
    private const int Header = 32;
    private const int Frame = 24 + 4096;

    [Fact]
    public async Task Every_change_before_the_last_commit_is_told()
    {
        await using var damaged = new DamagedFolder();
        await damaged.FillAsync(isCrashed: true);
        using TemporaryFolder crashed = Crashed(damaged);
        DataFolder folder = crashed.Open();
        Assert.Empty(IntegrityCheck.Run(folder, static _ => { }));
        long end = EndOfLastCommitButOne(crashed.Log);
        var random = new Random(22);
        for (int i = 0; i < Header + DamagedFolder.Changes; i++)
        {
            long at = i < Header ? i : random.NextInt64(Header, end);
            DamagedFolder.WithChangedByte(crashed.Log, at, (byte)random.Next(1, 256), () => Assert.True(
                IntegrityCheck.Run(folder, static _ => { }).Any(finding => finding.Contains("incidents.db-wal' is damaged at byte", StringComparison.Ordinal)),
                $"byte {at} of {end} is not told"));
        }

        Assert.Empty(IntegrityCheck.Run(folder, static _ => { }));
    }

    [Fact]
    public async Task A_start_keeps_the_log_and_goes_on_with_what_can_be_read()
    {
        await using var damaged = new DamagedFolder();
        await damaged.FillAsync(isCrashed: true);
        using TemporaryFolder crashed = Crashed(damaged);
        Change(crashed.Log, EndOfLastCommitButOne(crashed.Log) / 2);
        byte[] log = await File.ReadAllBytesAsync(crashed.Log, TestContext.Current.CancellationToken);

        DataFolder folder = crashed.Open();
        Assert.True(folder.KeepDamagedLogs());
        IntegrityCheck.RequireSound(folder);
        await using (IncidentStore store = SqliteStore.Open(new SqliteStoreOptions { Folder = folder }, TimeProvider.System))
        {
            int count = store.List(new IncidentQuery { Limit = 1000 }).Incidents.Count;
            Assert.InRange(count, 1, damaged.Incidents.Count - 1);
        }

        string told = Assert.Single(folder.Warnings);
        Assert.Contains("commits behind that, which were acknowledged, cannot be reached", told, StringComparison.Ordinal);
        Assert.Equal(["incidents.db-wal.damaged"], folder.DamagedLogCopies);
        Assert.Equal(log, await File.ReadAllBytesAsync(crashed.Log + ".damaged", TestContext.Current.CancellationToken));
        Assert.False(folder.KeepDamagedLogs());
        Assert.Contains(IntegrityCheck.Run(folder, static _ => { }), static finding => finding.Contains(".damaged' is a copy of a write-ahead log", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_log_is_kept_once_and_another_one_beside_it()
    {
        await using var damaged = new DamagedFolder();
        await damaged.FillAsync(isCrashed: true);
        using TemporaryFolder crashed = Crashed(damaged);
        Change(crashed.Log, Header + 5000);
        Assert.True(crashed.Open().KeepDamagedLogs());
        Assert.True(crashed.Open().KeepDamagedLogs());
        Assert.Single(crashed.Open().DamagedLogCopies);

        Change(crashed.Log, Header + 9000);
        Assert.True(crashed.Open().KeepDamagedLogs());
        Assert.Equal(["incidents.db-wal.damaged", "incidents.db-wal.damaged.2"], crashed.Open().DamagedLogCopies);
    }

    /// <summary>A log starts again over its old content: bytes after its end are not damage.</summary>
    [Fact]
    public async Task The_rest_of_an_earlier_round_is_no_damage()
    {
        await using var damaged = new DamagedFolder();
        await damaged.FillAsync(isCrashed: true);
        using TemporaryFolder crashed = Crashed(damaged);
        await using (IncidentStore store = SqliteStore.Open(new SqliteStoreOptions { Folder = crashed.Open() }, TimeProvider.System))
        {
            using (var beside = new RawDatabase(crashed.Incidents))
            {
                beside.Execute("PRAGMA wal_checkpoint(RESTART)");
            }

            Assert.Equal(CommitStatus.Committed, await store.CommitAsync(Calls.Of(Wanted.Trigger("after"))));
            Assert.NotEqual(0, new FileInfo(crashed.Log).Length);
            Assert.False(crashed.Open().KeepDamagedLogs());
        }
    }

    /// <summary>A crash during a commit leaves a part of it, which was not acknowledged.</summary>
    [Fact]
    public async Task A_commit_that_a_crash_left_in_parts_is_no_damage()
    {
        await using var damaged = new DamagedFolder();
        await damaged.FillAsync(isCrashed: true);
        using TemporaryFolder crashed = Crashed(damaged);
        long begin = EndOfLastCommitButOne(crashed.Log);
        byte[] log = await File.ReadAllBytesAsync(crashed.Log, TestContext.Current.CancellationToken);
        for (long at = begin; at + Frame <= log.Length && EndsCommit(log, at - Frame) == (at == begin); at += Frame)
        {
            byte[] parts = [.. log];
            parts.AsSpan((int)at + 100, 2000).Clear();
            await File.WriteAllBytesAsync(crashed.Log, parts, TestContext.Current.CancellationToken);
            Assert.False(crashed.Open().KeepDamagedLogs());
        }
    }

    private static TemporaryFolder Crashed(DamagedFolder damaged)
    {
        TemporaryFolder copy = damaged.Folder.CopyAsAfterCrash();
        File.Copy(damaged.Path("tokens.db"), Path.Combine(copy.Data, "tokens.db"));
        return copy;
    }

    private static void Change(string path, long at)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = at;
        int value = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(value ^ 0x10));
    }

    private static bool EndsCommit(byte[] log, long frame) =>
        frame < Header || System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan((int)frame + 4)) != 0;

    /// <summary>The start of the last commit.</summary>
    private static long EndOfLastCommitButOne(string path)
    {
        byte[] log = File.ReadAllBytes(path);
        long last = Header;
        long before = Header;
        for (long at = Header; at + Frame <= log.Length; at += Frame)
        {
            if (EndsCommit(log, at))
            {
                (before, last) = (last, at + Frame);
            }
        }

        return before;
    }
}
