using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Callgoose.Observability;

/// <summary>The options of the log on standard error. They never change.</summary>
internal sealed class ConsoleLogOptions(ConsoleFormatter formatter) : IOptionsMonitor<ConsoleLoggerOptions>
{
    /// <inheritdoc/>
    public ConsoleLoggerOptions CurrentValue { get; } = new() { FormatterName = formatter.Name, LogToStandardErrorThreshold = LogLevel.Trace };

    /// <inheritdoc/>
    public ConsoleLoggerOptions Get(string? name) => CurrentValue;

    /// <inheritdoc/>
    public IDisposable? OnChange(Action<ConsoleLoggerOptions, string?> listener) => null;
}
