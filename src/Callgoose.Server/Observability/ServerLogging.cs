using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Callgoose.Observability;

/// <summary>Configures the server's log: one line per event on standard error, so that standard output holds only results.</summary>
internal static class ServerLogging
{
    /// <summary>The default format: JSON if systemd has connected standard error to its journal (systemd.exec(5)), else text.</summary>
    public static LogFormat DefaultFormat =>
        Console.IsErrorRedirected && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("JOURNAL_STREAM")) ? LogFormat.Json : LogFormat.Text;

    /// <summary>
    /// Creates the loggers. Of the HTTP server's lines only warnings and worse are logged, because clients cause the others. The objects are built
    /// by hand instead of by a container: resolving generic services took a quarter of the start time and 8 MB of garbage
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

                // The server logs a critical line for each stream that it aborts, so a hostile client could flood the log.
                new LoggerFilterRule(null, "Microsoft.AspNetCore.Server.Kestrel.Http2", LogLevel.None, null),
            },
        };
        ConsoleFormatter formatter = format == LogFormat.Json ? new JsonLogFormatter(TimeProvider.System) : new TextLogFormatter(TimeProvider.System);
        var loggers = new LoggerFactory([], filter);

        // Added instead of passed in: the factory disposes only added providers, and disposal writes the last lines.
        loggers.AddProvider(new BoundedLoggerProvider(new ConsoleLoggerProvider(new ConsoleLogOptions(formatter), [formatter]), TimeProvider.System));
        return loggers;
    }
}
