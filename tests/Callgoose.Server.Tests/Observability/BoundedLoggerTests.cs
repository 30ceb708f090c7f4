using Callgoose.Observability;
using Microsoft.Extensions.Logging;

namespace Callgoose.Server.Tests.Observability;

/// <summary>However often an event happens, the log stays readable and does not fill the disk.</summary>
public class BoundedLoggerTests
{
    private readonly SteppingClock clock = new();
    private readonly CountingProvider written = new();

    [Fact]
    public void One_cause_writes_a_bounded_number_of_lines_and_the_rest_is_counted()
    {
        using (var provider = new BoundedLoggerProvider(written, clock))
        {
            ILogger log = provider.CreateLogger("callgoose");
            Repeat(10_000, () => log.ApiLogFailed("broken"));
            Assert.Equal(LogBudget.LinesAMinute, written.Lines.Count);

            clock.Step(TimeSpan.FromSeconds(61));
            log.ApiLogFailed("broken");
            Assert.Equal("9940 more lines of callgoose[11] came in a minute and were left out", written.Lines[LogBudget.LinesAMinute]);
            Assert.Equal(LogBudget.LinesAMinute + 2, written.Lines.Count);
            Repeat(LogBudget.LinesAMinute, () => log.ApiLogFailed("broken"));
        }

        Assert.Equal("1 more lines of callgoose[11] came in a minute and were left out", written.Lines[^1]);
    }

    [Fact]
    public void Causes_do_not_take_lines_from_each_other()
    {
        using var provider = new BoundedLoggerProvider(written, clock);
        ILogger log = provider.CreateLogger("callgoose");
        Repeat(1000, () => log.RequestFailed("10.0.0.1", new InvalidOperationException()));
        Repeat(1000, () => provider.CreateLogger("other").RequestFailed("10.0.0.1", new InvalidOperationException()));
        written.Lines.Clear();

        log.RequestFailed("10.0.0.1", new ArgumentException("another"));
        log.ApiLogFailed("full");

        Assert.Equal(2, written.Lines.Count);
    }

    /// <summary>The client that causes an event most often does not hide other clients that cause it.</summary>
    [Fact]
    public void A_client_takes_a_part_of_the_lines_of_a_cause_and_is_named()
    {
        using var provider = new BoundedLoggerProvider(written, clock);
        ILogger log = provider.CreateLogger("callgoose");
        Repeat(1000, () => log.StoreFailed("10.0.0.1", "broken"));
        Assert.Equal(LogBudget.LinesOfClient, written.Lines.Count);

        Repeat(12, () => log.StoreFailed("10.0.0.2", "broken"));
        Assert.Equal(2 * LogBudget.LinesOfClient, written.Lines.Count);

        clock.Step(TimeSpan.FromSeconds(61));
        log.StoreFailed("10.0.0.1", "broken");
        Assert.Equal("992 more lines of callgoose[5], 990 of them of 10.0.0.1, came in a minute and were left out", written.Lines[^2]);
    }

    [Fact]
    public void Any_number_of_clients_writes_what_the_cause_may()
    {
        using var provider = new BoundedLoggerProvider(written, clock);
        ILogger log = provider.CreateLogger("callgoose");
        int client = 0;
        Repeat(10_000, () => log.StoreFailed($"client {client++}", "broken"));
        Assert.Equal(LogBudget.LinesAMinute, written.Lines.Count);

        clock.Step(TimeSpan.FromSeconds(61));
        log.ApiLogFailed("broken");
        Assert.Equal("9940 more lines of callgoose[5] came in a minute and were left out", written.Lines[^2]);
    }

    [Fact]
    public void That_there_are_too_many_connections_is_told_once_a_minute()
    {
        using var provider = new BoundedLoggerProvider(written, clock);
        ILogger log = provider.CreateLogger("Microsoft.AspNetCore.Server.Kestrel.Connections");
        Repeat(1000, () => log.Log(LogLevel.Warning, new EventId(24), "rejected", null, static (state, _) => state));

        Assert.Single(written.Lines);
    }

    [Fact]
    public void What_comes_slowly_is_never_left_out()
    {
        using var provider = new BoundedLoggerProvider(written, clock);
        ILogger log = provider.CreateLogger("callgoose");
        Repeat(500, () =>
        {
            log.ApiLogFailed("broken");
            clock.Step(TimeSpan.FromSeconds(2));
        });

        Assert.Equal(500, written.Lines.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_line_has_a_bounded_length(bool asJson)
    {
        using var text = new StringWriter();
        var entry = new Microsoft.Extensions.Logging.Abstractions.LogEntry<string>(
            LogLevel.Error, "callgoose", new EventId(3), new string('x', 1_000_000), new InvalidOperationException(new string('y', 1_000_000)), static (state, _) => state);
        (asJson ? (Microsoft.Extensions.Logging.Console.ConsoleFormatter)new JsonLogFormatter(new StandingClock(DateTimeOffset.UnixEpoch)) : new TextLogFormatter(new StandingClock(DateTimeOffset.UnixEpoch))).Write(entry, null, text);

        Assert.InRange(text.ToString().Length, LogText.MaxLength, (3 * LogText.MaxLength) + 200);
    }

    private static void Repeat(int times, Action action)
    {
        for (int i = 0; i < times; i++)
        {
            action();
        }
    }

    private sealed class SteppingClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Step(TimeSpan time) => now += time.Ticks;

        public override long GetTimestamp() => now;
    }

    private sealed class CountingProvider : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
