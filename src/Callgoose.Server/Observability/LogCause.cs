using System.Diagnostics;

namespace Callgoose.Observability;

/// <summary>What makes a line of the log.</summary>
/// <param name="Category">Who writes it.</param>
/// <param name="EventId">The number of the event.</param>
/// <param name="Thrown">The type of the exception, if there is one.</param>
/// <param name="Place">The method that threw it: one defect that a client brings about does not hide another.</param>
internal readonly record struct LogCause(string Category, int EventId, Type? Thrown, string? Place = null)
{
    /// <summary>Every connection past the limit makes such a line, and all of them say the same.</summary>
    private static readonly LogCause ConnectionRejected = new("Microsoft.AspNetCore.Server.Kestrel.Connections", 24, null);

    /// <summary>How many lines a minute it may make.</summary>
    public int LinesAMinute => this == ConnectionRejected ? 1 : LogBudget.LinesAMinute;

    /// <summary>What makes a line.</summary>
    public static LogCause Of(string category, int eventId, Exception? thrown) => thrown is null
        ? new LogCause(category, eventId, null)
        : new LogCause(category, eventId, thrown.GetType(), PlaceOf(thrown));

    private static string? PlaceOf(Exception thrown) =>
        new StackTrace(thrown, fNeedFileInfo: false).GetFrame(0) is StackFrame frame && DiagnosticMethodInfo.Create(frame) is DiagnosticMethodInfo method
            ? $"{method.DeclaringTypeName}.{method.Name}"
            : null;
}
