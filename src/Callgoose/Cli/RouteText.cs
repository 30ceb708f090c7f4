using System.Globalization;
using System.Text;
using Callgoose.Delivery.Routes;
using Callgoose.Payloads;

namespace Callgoose.Cli;

/// <summary>Formats what routes decide about an event: one line per route.</summary>
internal static class RouteText
{
    /// <summary>Appends the lines.</summary>
    public static void Append(StringBuilder text, IEnumerable<RouteVerdict> verdicts)
    {
        foreach (RouteVerdict verdict in verdicts)
        {
            string to = verdict.To.Count > 0 ? string.Join(", ", verdict.To) : verdict.NotTo.Count > 0 ? "nobody" : "nobody: there is no destination";
            string notTo = string.Concat(verdict.NotTo.Select(static one => $"; not to {one.Destination}: {one.Reason}"));
            string what = verdict.Fires ? $"to {to}{notTo}" : verdict.Reason!;
            text.Append(CultureInfo.InvariantCulture, $"  {(verdict.Fires ? "✓" : "✗")} {TerminalText.Line(verdict.Route)}: {TerminalText.Line(what)}\n");
        }
    }
}
