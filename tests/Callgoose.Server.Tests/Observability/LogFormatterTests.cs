using System.Text.Json;
using Callgoose.Observability;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Callgoose.Server.Tests.Observability;

/// <summary>A line of the log, for people and for programs.</summary>
public class LogFormatterTests
{
    /// <summary>Shows the beginning of 2026.</summary>
    private static readonly StandingClock Clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_line_of_text_has_the_time_the_level_and_the_number()
    {
        Assert.Equal(
            "2026-01-01T00:00:00.000Z fail: callgoose[3] The store cannot commit\n",
            Line(new TextLogFormatter(Clock), Event(LogLevel.Error, "The store cannot commit")));
    }

    [Theory]
    [InlineData(LogLevel.Trace, "trce")]
    [InlineData(LogLevel.Debug, "dbug")]
    [InlineData(LogLevel.Information, "info")]
    [InlineData(LogLevel.Warning, "warn")]
    [InlineData(LogLevel.Error, "fail")]
    [InlineData(LogLevel.Critical, "crit")]
    public void Each_level_has_its_word(LogLevel level, string word) =>
        Assert.Contains($"Z {word}: callgoose[3] ", Line(new TextLogFormatter(Clock), Event(level, "text")), StringComparison.Ordinal);

    [Fact]
    public void An_event_of_several_lines_and_its_exception_are_one_line_of_text()
    {
        string line = Line(new TextLogFormatter(Clock), Event(LogLevel.Error, "first\nsecond\r\nthird", Thrown()));

        Assert.StartsWith("2026-01-01T00:00:00.000Z fail: callgoose[3] first second third System.InvalidOperationException: broken    at ", line, StringComparison.Ordinal);
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void No_line_of_text_has_a_character_that_a_terminal_obeys()
    {
        string line = Line(new TextLogFormatter(Clock), Event(LogLevel.Error, "a\u001b[31mb\u202ec\u009bd\re"));

        Assert.EndsWith(" a [31mb c d e\n", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_json_has_the_values_of_the_message_by_name()
    {
        var provider = new CollectingLoggerProvider(new JsonLogFormatter(Clock));
        using var loggers = new LoggerFactory([provider]);
        loggers.CreateLogger("callgoose").ReloadRefused("Configuration \"a\"", 2);

        Assert.Equal(
            """
            {"Timestamp":"2026-01-01T00:00:00.000Z","EventId":7,"LogLevel":"Error","Category":"callgoose","Message":"Configuration \u0022a\u0022 not reloaded, the one before stays in force; errors: 2","State":{"Message":"Configuration \u0022a\u0022 not reloaded, the one before stays in force; errors: 2","What":"Configuration \u0022a\u0022","Count":2,"{OriginalFormat}":"{What} not reloaded, the one before stays in force; errors: {Count}"}}

            """,
            provider.Text);
    }

    [Fact]
    public void An_exception_is_on_the_line_of_json()
    {
        string line = Line(new JsonLogFormatter(Clock), Event(LogLevel.Warning, "first\nsecond", Thrown()));

        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        JsonElement logged = JsonDocument.Parse(line).RootElement;
        Assert.Equal("Warning", logged.GetProperty("LogLevel").GetString());
        Assert.Equal("first\nsecond", logged.GetProperty("Message").GetString());
        Assert.StartsWith("System.InvalidOperationException: broken    at ", logged.GetProperty("Exception").GetString(), StringComparison.Ordinal);
    }

    private static LogEntry<string> Event(LogLevel level, string text, Exception? exception = null) =>
        new(level, "callgoose", new EventId(3), text, exception, static (state, _) => state);

    private static string Line(ConsoleFormatter formatter, LogEntry<string> entry)
    {
        using var text = new StringWriter { NewLine = "\n" };
        formatter.Write(entry, null, text);
        return text.ToString();
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("broken");
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }

    private sealed class CollectingLoggerProvider(ConsoleFormatter formatter) : ILoggerProvider, ILogger
    {
        public string Text { get; private set; } = string.Empty;

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var text = new StringWriter { NewLine = "\n" };
            Formatter.Write(new LogEntry<TState>(logLevel, "callgoose", eventId, state, exception, formatter), null, text);
            Text += text.ToString();
        }

        private ConsoleFormatter Formatter => formatter;

        public void Dispose()
        {
        }
    }
}
