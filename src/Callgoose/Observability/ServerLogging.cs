using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Callgoose.Observability;

/// <summary>Where the server's log goes: one line an event, on standard error, so that standard output keeps results only.</summary>
internal static class ServerLogging
{
    private const string Timestamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The format where none was asked for: JSON if systemd has connected standard error to its journal (systemd.exec(5)), else text.</summary>
    public static LogFormat DefaultFormat =>
        Console.IsErrorRedirected && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("JOURNAL_STREAM")) ? LogFormat.Json : LogFormat.Text;

    /// <summary>Makes the loggers. Of the HTTP server only warnings and worse are kept: clients cause the rest.</summary>
    public static ILoggerFactory Create(LogFormat format) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);

        // For each stream of a client that it cuts off this one tells of something critical: a hostile client would write the log.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.Http2", LogLevel.None);
        if (format == LogFormat.Json)
        {
            logging.AddJsonConsole(static console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = Timestamp;
            });
        }
        else
        {
            logging.AddSimpleConsole(static console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = Timestamp + " ";
                console.ColorBehavior = LoggerColorBehavior.Disabled;
            });
        }

        logging.Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    });
}
