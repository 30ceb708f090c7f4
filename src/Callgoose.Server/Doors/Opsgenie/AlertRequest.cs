using System.Text;
using Callgoose.Incidents;

namespace Callgoose.Doors.Opsgenie;

/// <summary>The name under which the outcome of a request is kept for a day, among the delivery ids of its token.</summary>
internal static class AlertRequest
{
    /// <summary>The prefix of the name for each action. A sender's own delivery id contains no space, so it cannot be equal.</summary>
    private static ReadOnlySpan<byte> PrefixOf(AlertAction action) => action switch
    {
        AlertAction.Create => "opsgenie create "u8,
        AlertAction.Close => "opsgenie close "u8,
        AlertAction.Acknowledge => "opsgenie acknowledge "u8,
        _ => "opsgenie note "u8,
    };

    /// <summary>Appends the name.</summary>
    /// <param name="text">Receives the name.</param>
    /// <param name="action">The action of the request.</param>
    /// <param name="call">The id of the call, which is also the id of the request.</param>
    public static TextRange Append(TextArena text, AlertAction action, TimeOrderedId call)
    {
        TextRange prefix = text.Append(PrefixOf(action));
        call.WriteText(text.Reserve(TimeOrderedId.TextLength));
        text.Commit(TimeOrderedId.TextLength);
        return new TextRange(prefix.Start, prefix.Length + TimeOrderedId.TextLength);
    }

    /// <summary>Returns the name as a text.</summary>
    public static byte[] NameOf(AlertAction action, TimeOrderedId call) => [.. PrefixOf(action), .. Encoding.ASCII.GetBytes(call.ToString())];
}
