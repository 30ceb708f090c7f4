using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite.Checksums;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Integrity;

namespace Callgoose.Storage.Tests;

/// <summary>tests/README.md R22: one byte of a database file changes. It is found, and no wrong data is accepted.</summary>
public sealed class DamagedPageTests
{
    [Theory]
    [InlineData("incidents.db")]
    [InlineData("tokens.db")]
    [InlineData("api-log.db")]
    public async Task Integrity_finds_every_change_of_a_byte(string file)
    {
        await using var damaged = new DamagedFolder();
        await damaged.FillAsync(isCrashed: false);
        DataFolder folder = damaged.Folder.Open();
        Assert.Empty(IntegrityCheck.Run(folder, static _ => { }));
        string path = damaged.Path(file);
        long length = new FileInfo(path).Length;
        var random = new Random(22);

        // The header of the file first: it decides how pages are read.
        for (int i = 0; i < 100 + DamagedFolder.Changes; i++)
        {
            long at = i < 100 ? i : random.NextInt64(length);
            byte mask = (byte)random.Next(1, 256);
            DamagedFolder.WithChangedByte(path, at, mask, () => Assert.True(
                IntegrityCheck.Run(folder, static _ => { }).Any(finding => finding.Contains(file, StringComparison.Ordinal)),
                $"{file}: byte {at} changed by {mask:x2} is not found"));
        }

        Assert.Empty(IntegrityCheck.Run(folder, static _ => { }));
    }

    [Fact]
    public async Task Every_bit_that_says_that_there_are_checksums_may_change()
    {
        await using var damaged = new DamagedFolder();
        await damaged.FillAsync(isCrashed: false);
        for (int bit = 0; bit < 8; bit++)
        {
            DamagedFolder.WithChangedByte(damaged.Folder.Incidents, 20, (byte)(1 << bit), () =>
            {
                Assert.Null(DamagedFolder.Read(damaged.Folder.Open()));
                Assert.NotEmpty(IntegrityCheck.Run(damaged.Folder.Open(), static _ => { }));
            });
        }
    }

    [Fact]
    public async Task What_is_read_is_what_was_written_or_nothing()
    {
        await using var damaged = new DamagedFolder();
        await damaged.FillAsync(isCrashed: false);
        long length = new FileInfo(damaged.Folder.Incidents).Length;
        var random = new Random(23);
        for (int i = 0; i < DamagedFolder.Changes; i++)
        {
            DamagedFolder.WithChangedByte(damaged.Folder.Incidents, random.NextInt64(length), (byte)random.Next(1, 256), () =>
            {
                if (DamagedFolder.Read(damaged.Folder.Open()) is IReadOnlyList<IncidentDetails> read)
                {
                    Assert.Equivalent(damaged.Incidents, read, strict: true);
                }
            });
        }
    }

    [Theory]
    [InlineData("incidents.db")]
    [InlineData("tokens.db")]
    [InlineData("api-log.db")]
    public async Task A_file_that_was_cut_inside_its_last_page_is_found_and_never_read_as_zeros(string file)
    {
        await using var damaged = new DamagedFolder();
        await damaged.FillAsync(isCrashed: false);
        string path = damaged.Path(file);
        byte[] sound = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        foreach (int cut in (int[])[1, 7, 8, 9, 100, 1000, 4095, 4096, 4097])
        {
            await File.WriteAllBytesAsync(path, sound[..^cut], TestContext.Current.CancellationToken);
            Assert.True(
                IntegrityCheck.Run(damaged.Folder.Open(), static _ => { }).Any(finding => finding.Contains(file, StringComparison.Ordinal)),
                $"{file} without its last {cut} bytes is taken for sound");
            if (DamagedFolder.Read(damaged.Folder.Open()) is IReadOnlyList<IncidentDetails> read)
            {
                Assert.Equivalent(damaged.Incidents, read, strict: true);
            }
        }

        await File.WriteAllBytesAsync(path, sound, TestContext.Current.CancellationToken);
        Assert.Empty(IntegrityCheck.Run(damaged.Folder.Open(), static _ => { }));
    }

    [Fact]
    public async Task A_page_that_stands_in_the_place_of_another_is_found()
    {
        await using var damaged = new DamagedFolder();
        await damaged.FillAsync(isCrashed: false);
        byte[] file = await File.ReadAllBytesAsync(damaged.Folder.Incidents, TestContext.Current.CancellationToken);
        file.AsSpan(4 * 4096, 4096).CopyTo(file.AsSpan(5 * 4096));
        await File.WriteAllBytesAsync(damaged.Folder.Incidents, file, TestContext.Current.CancellationToken);

        Assert.Contains("the 4,096 bytes at 20480 of", string.Join(" ", IntegrityCheck.Run(damaged.Folder.Open(), static _ => { })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_call_that_needs_a_damaged_page_is_refused()
    {
        await using var scenario = new StoreScenario();
        for (int i = 0; i < 200; i++)
        {
            await scenario.CallAsync(Wanted.Trigger($"INC-{i}") with { Description = new string('d', 3000) });
        }

        await scenario.Store.DisposeAsync();
        Damage(scenario.Folder.Incidents, "INC-100"u8);
        await scenario.ReopenAsync();
        long before = PageDamage.Count;

        StoreException refused = await Assert.ThrowsAsync<StoreException>(async () => await scenario.CallAsync(Wanted.Trigger("INC-100")));
        Assert.Contains("are damaged: their checksums are wrong", refused.Message, StringComparison.Ordinal);
        Assert.Contains(scenario.Folder.Incidents, refused.Message, StringComparison.Ordinal);
        Assert.True(PageDamage.Count > before);
        Assert.True((await scenario.CallAsync(Wanted.Trigger("INC-199"))).TriggerDuplicate);
        Assert.True((await scenario.CallAsync(Wanted.Trigger("INC-1000"))).Created);
        Assert.Empty(scenario.HealthChanges);
        Assert.Throws<StoreException>(() => scenario.All);
        Assert.NotEmpty(scenario.Store.List(new IncidentQuery { Limit = 3 }).Incidents);
    }

    [Fact]
    public async Task A_log_that_is_damaged_under_the_server_takes_nothing_more()
    {
        await using var scenario = new StoreScenario();
        await scenario.CallAsync(Wanted.Trigger("INC-1"));
        using (FileStream log = new(scenario.Folder.Log, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            // Every page of the log, so that the pages that are read are among them.
            for (long at = 32 + 24 + 4000; at < log.Length; at += 24 + 4096)
            {
                log.Position = at;
                int value = log.ReadByte();
                log.Position = at;
                log.WriteByte((byte)(value ^ 1));
            }
        }

        Assert.Throws<StoreException>(() => scenario.All);
        Assert.Equal(CommitStatus.Unavailable, await scenario.TryCallAsync(Wanted.Trigger("INC-2")));
        Assert.False(scenario.Store.IsHealthy);
    }

    [Fact]
    public async Task A_backup_has_checksums()
    {
        await using var damaged = new DamagedFolder();
        await damaged.FillAsync(isCrashed: true);
        string tar = Path.Combine(damaged.Folder.Root, "backup.tar");
        DataFolderBackup.Make(damaged.Folder.Open(), tar, static _ => { });
        using var restored = new TemporaryFolder();
        restored.Open();
        await System.Formats.Tar.TarFile.ExtractToDirectoryAsync(tar, restored.Data, overwriteFiles: false, TestContext.Current.CancellationToken);

        Assert.Equivalent(damaged.Incidents, DamagedFolder.Read(restored.Open()), strict: true);
        DamagedFolder.WithChangedByte(
            restored.Incidents, (3 * 4096) + 4090, 1, () => Assert.NotEmpty(IntegrityCheck.Run(restored.Open(), static _ => { })));
    }

    /// <summary>Changes a byte in the page of an incident's row. It is the last page that has the key as a separate text.</summary>
    private static void Damage(string path, ReadOnlySpan<byte> key)
    {
        byte[] file = File.ReadAllBytes(path);
        int at = file.AsSpan().LastIndexOf([.. key, .. "betterstack"u8]);
        Assert.InRange(at, 4096, file.Length);
        file[(at / 4096 * 4096) + 4000] ^= 1;
        File.WriteAllBytes(path, file);
    }
}
