using System.Diagnostics;

namespace Callgoose.Observability;

/// <summary>The cause of a log line.</summary>
/// <param name="Category">The category of the logger.</param>
/// <param name="EventId">The event id.</param>
/// <param name="Thrown">The type of the exception, if there is one.</param>
/// <param name="Place">The method that threw it, so that one bug that a client triggers does not hide another.</param>
internal readonly record struct LogCause(string Category, int EventId, Type? Thrown, string? Place = null)
{
    /// <summary>Every connection above the limit causes this line, always with the same content.</summary>
    private static readonly LogCause ConnectionRejected = new("Microsoft.AspNetCore.Server.Kestrel.Connections", 24, null);

    /// <summary>The lines per minute for this cause.</summary>
    public int LinesAMinute => this == ConnectionRejected ? 1 : LogBudget.LinesAMinute;

    /// <summary>Returns the cause of a line.</summary>
    public static LogCause Of(string category, int eventId, Exception? thrown) => thrown is null
        ? new LogCause(category, eventId, null)
        : new LogCause(category, eventId, thrown.GetType(), PlaceOf(thrown));

    private static string? PlaceOf(Exception thrown) =>
        new StackTrace(thrown, fNeedFileInfo: false).GetFrame(0) is StackFrame frame && DiagnosticMethodInfo.Create(frame) is DiagnosticMethodInfo method
            ? $"{method.DeclaringTypeName}.{method.Name}"
            : null;
}
