using System.Globalization;

namespace Callgoose.Observability;

/// <summary>Lines of a minute that were left out of the log.</summary>
/// <param name="Cause">What made them.</param>
/// <param name="Count">How many.</param>
/// <param name="Client">The address of the client that brought about most of them; null if none did.</param>
/// <param name="OfClient">How many of them it did.</param>
internal readonly record struct LeftOutLines(LogCause Cause, long Count, string? Client, long OfClient)
{
    /// <summary>Which event, and whose.</summary>
    public string Of => Client is null
        ? $"{Cause.Category}[{Cause.EventId}]"
        : string.Create(CultureInfo.InvariantCulture, $"{Cause.Category}[{Cause.EventId}], {OfClient} of them of {Client},");
}
