using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Storage.Tests;

/// <summary>Entries of the API log can be read back by environment, and old entries are removed (ProcessApi.md 6).</summary>
public class ApiLogTests
{
    private const long Noon = 1_762_776_000_000;

    [Fact]
    public async Task An_entry_is_read_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        ApiLogEntry entry = Entry(1) with { Body = "\0é😀"u8.ToArray(), BodyLength = 7, Url = "/v1/process?from=x&token=***" };
        await WriteAsync(folder.Open(), new ApiLogOptions(), entry);

        using ApiLogReader log = ApiLogReader.Open(folder.Open());
        ApiLogRow row = Assert.IsType<ApiLogRow>(log.Find(entry.CallId));
        Assert.Equivalent(entry, row.Entry, strict: true);
        Assert.Null(log.Find(new TimeOrderedId(1, 999)));
    }

    [Fact]
    public async Task A_list_is_that_of_one_environment_newest_first_and_goes_on_behind_its_cursor()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder.Open(), new ApiLogOptions(), [.. Enumerable.Range(0, 10).Select(static i => Entry(i) with { Environment = i % 2 == 0 ? "" : "staging" })]);

        using ApiLogReader log = ApiLogReader.Open(folder.Open());
        IReadOnlyList<ApiLogRow> first = log.List(new ApiLogQuery { Environment = "", Limit = 3 }).Rows;
        Assert.Equal(["from 8", "from 6", "from 4"], first.Select(static row => row.Entry.From));
        Assert.Equal(["from 2", "from 0"], log.List(new ApiLogQuery { Environment = "", Before = first[^1].Sequence, Limit = 3 }).Rows.Select(static row => row.Entry.From));
        Assert.Equal(["from 9", "from 7"], log.List(new ApiLogQuery { Environment = "staging", Since = Noon + 7, Limit = 9 }).Rows.Select(static row => row.Entry.From));
        Assert.Equal(["from 8", "from 9"], log.List(new ApiLogQuery { Environment = null, After = first[0].Sequence - 1, Limit = 9 }).Rows.Select(static row => row.Entry.From));
        Assert.Empty(log.List(new ApiLogQuery { Environment = "none", Limit = 9 }).Rows);
    }

    [Fact]
    public async Task Of_a_long_body_the_first_64_KiB_are_kept()
    {
        using var folder = new TemporaryFolder();
        ApiLogEntry entry = Entry(1) with { Body = new byte[100_000], BodyLength = 100_000 };
        await WriteAsync(folder.Open(), new ApiLogOptions(), entry);

        using ApiLogReader log = ApiLogReader.Open(folder.Open());
        ApiLogEntry kept = log.Find(entry.CallId)!.Entry;
        Assert.Equal((65_536, 100_000), (kept.Body.Length, kept.BodyLength));
        Assert.Empty(Assert.Single(log.List(new ApiLogQuery { Environment = "", Limit = 9 }).Rows).Entry.Body);
    }

    [Fact]
    public async Task Old_entries_go()
    {
        using var folder = new TemporaryFolder();
        var clock = new SettableClock { Now = DateTimeOffset.FromUnixTimeMilliseconds(Noon) };
        await WriteAsync(folder.Open(), new ApiLogOptions(), clock, Entry(1), Entry(2));
        clock.Now += TimeSpan.FromDays(30) + TimeSpan.FromMilliseconds(2);
        await WriteAsync(folder.Open(), new ApiLogOptions(), clock, Entry(3) with { ReceivedAt = clock.Now.ToUnixTimeMilliseconds() });

        using ApiLogReader log = ApiLogReader.Open(folder.Open());
        Assert.Equal(["from 3", "from 2"], log.List(new ApiLogQuery { Environment = "", Limit = 9 }).Rows.Select(static row => row.Entry.From));
    }

    [Fact]
    public async Task A_log_that_is_too_large_loses_its_oldest_entries_and_its_file_stops_growing()
    {
        using var folder = new TemporaryFolder();
        var options = new ApiLogOptions { MaxBytes = 8_000_000 };
        byte[] body = Encoding.UTF8.GetBytes(new string('x', 60_000));
        var clock = new SettableClock { Now = DateTimeOffset.FromUnixTimeMilliseconds(Noon) };
        for (int i = 0; i < 40; i++)
        {
            await WriteAsync(folder.Open(), options, clock, [.. Enumerable.Range(10 * i, 10).Select(n => Entry(n) with { Body = body })]);
        }

        using ApiLogReader log = ApiLogReader.Open(folder.Open());
        IReadOnlyList<ApiLogRow> rows = log.List(new ApiLogQuery { Environment = "", Limit = 999 }).Rows;
        Assert.InRange(rows.Count, 60, 140);
        Assert.All(rows, row => Assert.InRange(row.Entry.ReceivedAt, Noon + 260, Noon + 399));
        Assert.InRange(new FileInfo(Path.Combine(folder.Data, "api-log.db")).Length, 1, 16_000_000);
    }

    [Fact]
    public async Task The_file_of_a_log_that_is_written_faster_than_it_may_grow_stays_within_its_bound()
    {
        using var folder = new TemporaryFolder();
        var options = new ApiLogOptions { MaxBytes = 8_000_000, MaxWaiting = 2000 };
        byte[] body = Encoding.UTF8.GetBytes(new string('x', 60_000));
        await WriteAsync(folder.Open(), options, [.. Enumerable.Range(0, 1300).Select(n => Entry(n) with { Body = body })]);

        Assert.InRange(new FileInfo(Path.Combine(folder.Data, "api-log.db")).Length, 1, options.MaxBytes + 4_000_000);
        using ApiLogReader log = ApiLogReader.Open(folder.Open());
        Assert.Equal("from 1299", log.List(new ApiLogQuery { Environment = "", Limit = 1 }).Rows[0].Entry.From);
    }

    [Fact]
    public async Task What_was_left_out_is_told_by_the_next_entry()
    {
        using var folder = new TemporaryFolder();
        await using (ApiLogWriter writer = ApiLogWriter.Open(folder.Open(), new ApiLogOptions { MaxWaiting = 4 }, new SettableClock { Now = DateTimeOffset.FromUnixTimeMilliseconds(Noon) }, static _ => { }))
        {
            int added = 0;
            while (writer.LeftOut < 100)
            {
                writer.Add(Entry(added++));
            }

            long before;
            do
            {
                before = writer.LeftOut;
                writer.Add(Entry(added++));
            }
            while (writer.LeftOut > before);
        }

        using ApiLogReader log = ApiLogReader.Open(folder.Open());
        Assert.NotEqual(0, log.List(new ApiLogQuery { Environment = "", Limit = 100_000 }).Rows.Sum(static row => row.Entry.LeftOutBefore));
    }

    [Fact]
    public async Task A_log_that_was_taken_away_is_begun_anew()
    {
        using var folder = new TemporaryFolder();
        var reasons = new List<string>();
        await using (ApiLogWriter writer = ApiLogWriter.Open(folder.Open(), new ApiLogOptions(), new SettableClock { Now = DateTimeOffset.FromUnixTimeMilliseconds(Noon) }, reasons.Add))
        {
            File.Delete(Path.Combine(folder.Data, "api-log.db"));
            writer.Add(Entry(1));
        }

        Assert.Contains("was removed", Assert.Single(reasons), StringComparison.Ordinal);
        using ApiLogReader log = ApiLogReader.Open(folder.Open());
        Assert.NotNull(log.Find(Entry(1).CallId));
    }

    [Fact]
    public async Task A_page_takes_a_bounded_amount_of_memory_and_the_next_ones_have_the_rest()
    {
        using var folder = new TemporaryFolder();
        byte[] verdicts = Encoding.UTF8.GetBytes($"[\"{new string('x', 100_000)}\"]");
        await WriteAsync(folder.Open(), new ApiLogOptions(), [.. Enumerable.Range(0, 50).Select(n => Entry(n) with { Verdicts = verdicts })]);

        using ApiLogReader log = ApiLogReader.Open(folder.Open());
        var names = new List<string>();
        for (long? before = long.MaxValue; before is not null;)
        {
            ApiLogPage page = log.List(new ApiLogQuery { Environment = "", Before = before, Limit = 500 });
            Assert.InRange(page.Rows.Count, 1, 11);
            names.AddRange(page.Rows.Select(static row => row.Entry.From));
            before = page.NextCursor;
        }

        Assert.Equal(Enumerable.Range(0, 50).Reverse().Select(static n => $"from {n}"), names);
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_is_told_of_and_holds_nobody_up()
    {
        using var folder = new TemporaryFolder();
        var reasons = new List<string>();
        await using (ApiLogWriter writer = ApiLogWriter.Open(folder.Open(), new ApiLogOptions(), TimeProvider.System, reasons.Add))
        {
            using var other = new RawDatabase(Path.Combine(folder.Data, "api-log.db"));
            other.Execute("DROP TABLE calls");
            writer.Add(Entry(1));
            await writer.DisposeAsync();
            Assert.Equal(1, writer.LeftOut);
        }

        Assert.Contains("no such table", Assert.Single(reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_full_queue_does_not_take_is_counted()
    {
        using var folder = new TemporaryFolder();
        await using ApiLogWriter writer = ApiLogWriter.Open(folder.Open(), new ApiLogOptions { MaxWaiting = 1 }, TimeProvider.System, _ => { });
        using (var other = new RawDatabase(Path.Combine(folder.Data, "api-log.db")))
        {
            other.Execute("BEGIN IMMEDIATE");
            for (int i = 0; i < 100; i++)
            {
                writer.Add(Entry(i));
            }

            other.Execute("ROLLBACK");
        }

        Assert.InRange(writer.LeftOut, 1, 99);
    }

    private static Task WriteAsync(DataFolder folder, ApiLogOptions options, params ApiLogEntry[] entries) =>
        WriteAsync(folder, options, new SettableClock { Now = DateTimeOffset.FromUnixTimeMilliseconds(Noon) }, entries);

    private static async Task WriteAsync(DataFolder folder, ApiLogOptions options, TimeProvider clock, params ApiLogEntry[] entries)
    {
        await using ApiLogWriter writer = ApiLogWriter.Open(folder, options, clock, static reason => Assert.Fail(reason));
        Array.ForEach(entries, writer.Add);
    }

    internal static ApiLogEntry Entry(int number) => new()
    {
        CallId = new TimeOrderedId(0xCA11, (ulong)number),
        ReceivedAt = Noon + number,
        Microseconds = 1234,
        Environment = "",
        TokenId = new TimeOrderedId(0x70, 1),
        TokenName = "Better Stack",
        From = $"from {number}",
        RemoteAddress = "192.0.2.7",
        Scheme = "https",
        Method = "POST",
        Url = "/v1/process",
        Status = 202,
        Verdicts = "[]"u8.ToArray(),
        Body = "{}"u8.ToArray(),
        BodyLength = 2,
    };
}
