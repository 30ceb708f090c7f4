using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Callgoose.Observability;

/// <summary>Where the server's log goes: one line an event, on standard error, so that standard output keeps results only.</summary>
internal static class ServerLogging
{
    /// <summary>The format where none was asked for: JSON if systemd has connected standard error to its journal (systemd.exec(5)), else text.</summary>
    public static LogFormat DefaultFormat =>
        Console.IsErrorRedirected && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("JOURNAL_STREAM")) ? LogFormat.Json : LogFormat.Text;

    /// <summary>
    /// Makes the loggers. Of the HTTP server only warnings and worse are kept: clients cause the rest. Everything is put together
    /// here rather than by a container: to resolve generic services cost a quarter of the time to start, and 8 MB of garbage
    /// (benchmarks/README.md).
    /// </summary>
    public static ILoggerFactory Create(LogFormat format)
    {
        var filter = new LoggerFilterOptions
        {
            MinLevel = LogLevel.Information,
            Rules =
            {
                new LoggerFilterRule(null, "Microsoft", LogLevel.Warning, null),

                // For each stream of a client that it cuts off this one tells of something critical: a hostile client would write the log.
                new LoggerFilterRule(null, "Microsoft.AspNetCore.Server.Kestrel.Http2", LogLevel.None, null),
            },
        };
        ConsoleFormatter formatter = format == LogFormat.Json ? new JsonLogFormatter(TimeProvider.System) : new TextLogFormatter(TimeProvider.System);
        var loggers = new LoggerFactory([], filter);

        // Added rather than given: the factory disposes of those that were added, which is what writes the last lines.
        loggers.AddProvider(new BoundedLoggerProvider(new ConsoleLoggerProvider(new ConsoleLogOptions(formatter), [formatter]), TimeProvider.System));
        return loggers;
    }
}
