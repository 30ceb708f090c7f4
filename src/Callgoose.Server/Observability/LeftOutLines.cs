using System.Globalization;

namespace Callgoose.Observability;

/// <summary>Lines that were omitted from the log within a minute.</summary>
/// <param name="Cause">Their cause.</param>
/// <param name="Count">Their number.</param>
/// <param name="Client">The address of the client that caused most of them; null if no client did.</param>
/// <param name="OfClient">How many of them that client caused.</param>
internal readonly record struct LeftOutLines(LogCause Cause, long Count, string? Client, long OfClient)
{
    /// <summary>The event and the client, for the message.</summary>
    public string Of => Client is null
        ? $"{Cause.Category}[{Cause.EventId}]"
        : string.Create(CultureInfo.InvariantCulture, $"{Cause.Category}[{Cause.EventId}], {OfClient} of them of {Client},");
}
