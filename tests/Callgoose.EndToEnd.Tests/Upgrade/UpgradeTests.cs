using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Faults;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Upgrade;

/// <summary>
/// A data folder of version 1 (tests/README.md R15): version-1.tar.gz contains one that the program of that version wrote, with an open incident, a
/// resolved one, and one without a key. A start migrates it completely or leaves it as it was.
/// </summary>
public sealed class UpgradeTests(PublishedExecutable executable, FaultLibrary library)
{
    [Fact]
    public async Task Incidents_of_version_1_go_on_and_its_tokens_stay()
    {
        using var folder = new FaultyFolder(executable, library);
        Unpack(folder.Data);
        string token = await CreateTokenAsync(folder.Data);

        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(token);
        await AssertGoesOnAsync(http);
        Assert.Equal(["first start", "new"], (await http.ReadAsync("/v1/tokens")).GetProperty("tokens").EnumerateArray().Select(static t => t.Text("name")!));
        TestServer.AssertNoStumble(server.Errors);
        await folder.AssertSoundAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_start_killed_while_it_migrates_leaves_a_folder_that_the_next_one_migrates(bool powerCut)
    {
        using var folder = new FaultyFolder(executable, library);
        Unpack(folder.Data);
        string token = await CreateTokenAsync(folder.Data);
        long before = VersionIn(folder.Data);

        // The tokens are already migrated, so the first sync is the one that commits the migration of the incidents.
        folder.Faults.SlowSync = TimeSpan.FromMinutes(1);
        using (Process start = Process.Start(folder.Command(keepUndo: true, "serve", "--urls", "http://127.0.0.1:0"))!)
        {
            string log = Path.Combine(folder.Data, "incidents.db-wal");
            for (DateTime end = DateTime.UtcNow.AddMinutes(1); !File.Exists(log) || new FileInfo(log).Length == 0; await Task.Delay(5))
            {
                Assert.True(!start.HasExited && DateTime.UtcNow < end, "nothing was migrated");
            }

            start.Kill();
            await start.WaitForExitAsync();
        }

        Assert.Equal(before, VersionIn(folder.Data));
        if (powerCut)
        {
            PowerCut.LoseAll(folder.Data, folder.UndoLog);
            await folder.AssertSoundAsync();
        }

        folder.Faults.Mend();
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(token);
        await AssertGoesOnAsync(http);
        await folder.AssertSoundAsync();
    }

    [Fact]
    public async Task A_migration_that_finds_no_room_leaves_version_1_and_says_so()
    {
        using var folder = new FaultyFolder(executable, library);
        Unpack(folder.Data);
        string token = await CreateTokenAsync(folder.Data);
        folder.Faults.FailWrite = FaultControl.Enospc;

        CommandResult failed = await CommandResult.RunAsync(folder.Command(keepUndo: false, "serve", "--urls", "http://127.0.0.1:0"));

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("disk is full", failed.Errors, StringComparison.Ordinal);
        TestServer.AssertNoTrace(failed.Errors);
        folder.Faults.Mend();
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(token);
        await AssertGoesOnAsync(http);
    }

    [Fact]
    public async Task A_folder_of_a_version_to_come_is_refused_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        Unpack(folder.Data);
        string database = Path.Combine(folder.Data, "incidents.db");
        byte[] content = await File.ReadAllBytesAsync(database);
        content[VersionOffset] = 99;
        await File.WriteAllBytesAsync(database, content);

        CommandResult refused = await CommandResult.RunAsync(executable, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("incidents.db", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("use the program that wrote it, or a newer one", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(database));
    }

    /// <summary>The highest byte of user_version in the head of a database file (sqlite.org/fileformat.html, 1.3).</summary>
    private const int VersionOffset = 60;

    /// <summary>The version in the file itself, regardless of its log.</summary>
    private static long VersionIn(string data)
    {
        using FileStream file = File.OpenRead(Path.Combine(data, "incidents.db"));
        file.Position = VersionOffset;
        byte[] version = new byte[4];
        file.ReadExactly(version);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(version);
    }

    private static void Unpack(string data)
    {
        Directory.CreateDirectory(data);
        using Process tar = Process.Start("tar", ["-xzf", Path.Combine(AppContext.BaseDirectory, "Upgrade", "version-1.tar.gz"), "-C", data]);
        tar.WaitForExit();
        Assert.Equal(0, tar.ExitCode);
        Assert.Equal(1, VersionIn(data));
    }

    private async Task<string> CreateTokenAsync(string data)
    {
        CommandResult created = await CommandResult.RunAsync(executable, "tokens", "create", "--name", "new", "--scope", "process,read,admin", "--data", data);
        Assert.True(created.ExitCode == 0, created.Errors);
        return created.Output.TrimEnd('\n');
    }

    private static async Task AssertGoesOnAsync(HttpClient http)
    {
        List<JsonElement> incidents = await http.IncidentsAsync();
        Assert.Equal(
            ["BetterStack - Without a key", "BetterStack - Over", "BetterStack - Still open"], incidents.Select(static incident => incident.Text("title")));
        Assert.Equal(["triggered", "resolved", "triggered"], incidents.Select(static incident => incident.Text("state")));
        Assert.Equal(2, incidents[2].GetProperty("occurrences").GetInt32());

        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync(Payloads.Started("open"))).Status);
        Assert.Contains("\"resolved\":true", (await http.PostAsync(Payloads.Resolved("open"))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(Payloads.Started("over"))).Status);
        JsonElement over = await http.ReadAsync("/v1/incidents/" + incidents[1].Text("id"));
        Assert.Equal(["triggered", "resolved"], over.GetProperty("timeline").EnumerateArray().Select(static line => line.Text("transition")));
    }
}
