using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Callgoose.Observability;

/// <summary>Where the server's log goes: one line an event, on standard error, so that standard output keeps results only.</summary>
internal static class ServerLogging
{
    /// <summary>Makes the loggers. Of the HTTP server only warnings and worse are kept: clients cause the rest.</summary>
    public static ILoggerFactory Create() => LoggerFactory.Create(static logging => logging
        .SetMinimumLevel(LogLevel.Information)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        })
        .Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace));
}
