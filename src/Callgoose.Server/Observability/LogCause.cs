namespace Callgoose.Observability;

/// <summary>What makes a line of the log.</summary>
/// <param name="Category">Who writes it.</param>
/// <param name="EventId">The number of the event.</param>
/// <param name="Thrown">The type of the exception, if there is one.</param>
internal readonly record struct LogCause(string Category, int EventId, Type? Thrown);
