namespace Callgoose.Storage.Tests;

/// <summary>The write-ahead log is copied into the file while commits continue, and then restarts.</summary>
public class LogCopyTests
{
    private const int Incidents = 1000;

    /// <summary>The length of each description: a thousand incidents are five times the limit of the log.</summary>
    private const int DescriptionBytes = 80 * 1024;

    /// <summary>Pages of 4 KiB with their headers: SQLite's limit for the log if copying beside the writer does not keep up.</summary>
    private const long MaxLogBytes = (16000 + 100) * (4096L + 24);

    [Fact]
    public async Task The_log_stays_bounded_while_it_is_written_and_nothing_is_lost_on_the_way_to_the_file()
    {
        await using var scenario = new StoreScenario();
        string description = new('x', DescriptionBytes);
        for (int i = 0; i < Incidents; i++)
        {
            await scenario.CallAsync(new Wanted(TriggerKey: $"INC-{i}") { Description = description });
        }

        Assert.InRange(new FileInfo(scenario.Folder.Log).Length, 1, MaxLogBytes);
        Assert.True(new FileInfo(scenario.Folder.Incidents).Length > Incidents * (long)DescriptionBytes / 5, "nothing was copied while it was served");
        Assert.Equal(Incidents, scenario.All.Count);

        await using var after = new StoreScenario(folder: scenario.Folder.CopyAsAfterCrash());
        Assert.Equal(Incidents, after.All.Count);
        Assert.Equal(description, after.Details(after.All[0].Id).Description);
    }
}
