using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Callgoose.Observability;

/// <summary>
/// Writes log lines for people: <c>2026-03-01T22:00:00.123Z fail: callgoose[3] What happened</c>. An exception follows on the same line.
/// </summary>
internal sealed class TextLogFormatter(TimeProvider clock) : ConsoleFormatter("text")
{
    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter) =>
        textWriter.WriteLine(Line(
            logEntry.LogLevel, logEntry.Category, logEntry.EventId.Id, logEntry.Formatter(logEntry.State, logEntry.Exception), logEntry.Exception));

    /// <summary>Not generic: the compiler would generate a copy for each kind of message.</summary>
    private string Line(LogLevel level, string category, int id, string message, Exception? exception)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{LogTime.Of(clock)} {Word(level)}: {category}[{id}] {message}");
        return LogText.Of(exception is null ? line : $"{line} {exception}");
    }

    /// <summary>Returns the word for a level, as in .NET's own console log.</summary>
    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
