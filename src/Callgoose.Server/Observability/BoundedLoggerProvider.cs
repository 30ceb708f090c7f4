using Microsoft.Extensions.Logging;

namespace Callgoose.Observability;

/// <summary>
/// Holds every cause of log lines, and every client of one, to its <see cref="LogBudget"/>: whatever a client sends, and however often, it cannot fill the disk that the
/// log goes to. What was left out is counted and told, with the next line of anything or when the log ends.
/// </summary>
internal sealed class BoundedLoggerProvider : ILoggerProvider
{
    private readonly ILoggerProvider inner;
    private readonly ILogger own;
    private readonly LogBudget budget;

    /// <summary>Puts itself before a provider, of which it disposes.</summary>
    public BoundedLoggerProvider(ILoggerProvider inner, TimeProvider clock)
    {
        this.inner = inner;
        own = inner.CreateLogger("callgoose");
        budget = new LogBudget(clock);
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Bounded(this, inner.CreateLogger(categoryName), categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
        TellOfLeftOut(all: true);
        inner.Dispose();
    }

    private void TellOfLeftOut(bool all)
    {
        foreach (LeftOutLines lines in budget.TakeLeftOut(all))
        {
            own.LinesLeftOut(lines.Count, lines.Of);
        }
    }

    /// <summary>The address in a line that a client brings about: what stands at <c>{Client}</c>.</summary>
    private static string? ClientOf<TState>(TState state) => state is IReadOnlyList<KeyValuePair<string, object?>> values
        ? values.FirstOrDefault(static value => value.Key == "Client").Value as string
        : null;

    private sealed class Bounded(BoundedLoggerProvider provider, ILogger inner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            provider.TellOfLeftOut(all: false);
            if (provider.budget.TryTake(LogCause.Of(category, eventId.Id, exception), ClientOf(state)))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
