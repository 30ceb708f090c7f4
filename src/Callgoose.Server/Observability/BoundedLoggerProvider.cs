using Microsoft.Extensions.Logging;

namespace Callgoose.Observability;

/// <summary>
/// Limits every cause of log lines, and every client of a cause, to its <see cref="LogBudget"/>, so that no client can fill the disk with log
/// lines. Omitted lines are counted, and the count is logged with the next line of any kind or when the log ends.
/// </summary>
internal sealed class BoundedLoggerProvider : ILoggerProvider
{
    private readonly ILoggerProvider inner;
    private readonly ILogger own;
    private readonly LogBudget budget;

    /// <summary>Wraps a provider, which it disposes.</summary>
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

    /// <summary>Returns the client address of a line that a client caused: the value of <c>{Client}</c>.</summary>
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
