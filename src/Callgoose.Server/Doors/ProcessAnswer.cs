using System.Globalization;
using System.Text;
using Callgoose.Incidents;

namespace Callgoose.Doors;

/// <summary>Writes the JSON answers of the Process API (ProcessApi.md 5).</summary>
internal static class ProcessAnswer
{
    /// <summary>Appends the answer to a call.</summary>
    /// <param name="text">Receives the answer.</param>
    /// <param name="call">The call, after its commit.</param>
    public static TextRange Append(TextArena text, IncomingCall call)
    {
        int start = text.Length;
        text.Append("{\"id\":"u8);
        AppendId(text, call.Id);
        text.Append(",\"resolved\":"u8);
        AppendFlags(text, call.Outcome.ResolveDuplicate, "\"resolved\":"u8, call.Outcome.Resolved);
        text.Append(",\"triggered\":"u8);
        AppendFlags(text, call.Outcome.TriggerDuplicate, "\"created\":"u8, call.Outcome.Created);
        text.Append(",\"incidents\":["u8);
        for (int i = 0; i < call.Incidents.Length; i++)
        {
            if (i > 0)
            {
                text.Append(","u8);
            }

            AppendId(text, call.Incidents[i]);
        }

        text.Append("]"u8);
        AppendWarnings(text, call.Outcome.Warnings);
        AppendElements(text, call);
        if (!call.AnyFilterPassed)
        {
            text.Append(",\"reason\":"u8);
            text.Append(call.Reason switch
            {
                NoEffectReason.UnknownSource => "\"unknown_source\""u8,
                NoEffectReason.ServiceDisabled => "\"service_disabled\""u8,
                NoEffectReason.InMaintenance => "\"in_maintenance\""u8,
                NoEffectReason.Relayed => "\"relayed\""u8,
                NoEffectReason.AlreadyTaken => "\"already_taken\""u8,
                _ => "\"no_filter_matched\""u8,
            });
        }

        text.Append("}"u8);
        return new TextRange(start, text.Length - start);
    }

    /// <summary>Appends what the sender should fix. Omitted for the many calls without warnings.</summary>
    private static void AppendWarnings(TextArena text, CallWarnings warnings)
    {
        if (warnings == CallWarnings.None)
        {
            return;
        }

        ReadOnlySpan<byte> before = ",\"warnings\":[\""u8;
        for (int bit = 0; bit < CallWarningsText.All.Count; bit++)
        {
            if (((int)warnings & (1 << bit)) != 0)
            {
                text.Append(before);
                AppendAscii(text, CallWarningsText.All[bit]);
                before = "\",\""u8;
            }
        }

        text.Append("\"]"u8);
    }

    /// <summary>Appends the outcome of each element on which a filter passed. Omitted if the payload got one verdict as a whole.</summary>
    private static void AppendElements(TextArena text, IncomingCall call)
    {
        ReadOnlySpan<byte> before = ",\"elements\":["u8;
        for (int i = 0; i < call.Actions.Length; i++)
        {
            if (call.Actions[i].Element < 0)
            {
                continue;
            }

            ActionResult result = call.Results[i];
            text.Append(before);
            text.Append("{\"index\":"u8);
            call.Actions[i].Element.TryFormat(text.Reserve(10), out int digits, provider: CultureInfo.InvariantCulture);
            text.Commit(digits);
            text.Append(",\"outcome\":\""u8);
            text.Append(TextOf(result.Kind));
            text.Append("\",\"incident\":"u8);
            if (result.Incident == default)
            {
                text.Append("null"u8);
            }
            else
            {
                AppendId(text, result.Incident);
            }

            text.Append("}"u8);
            before = ","u8;
        }

        if (before.Length == 1)
        {
            text.Append("]"u8);
        }
    }

    /// <summary>Returns the <c>outcome</c> of an element.</summary>
    public static ReadOnlySpan<byte> TextOf(ActionResultKind kind) => kind switch
    {
        ActionResultKind.Created => "created"u8,
        ActionResultKind.Repeated => "repeated"u8,
        ActionResultKind.Late => "late"u8,
        ActionResultKind.Acknowledged => "acknowledged"u8,
        ActionResultKind.Resolved => "resolved"u8,
        ActionResultKind.AlreadyResolved => "already_resolved"u8,
        ActionResultKind.Suppressed => "suppressed"u8,
        ActionResultKind.Withheld => "withheld"u8,
        _ => "none"u8,
    };

    private static void AppendAscii(TextArena text, string ascii)
    {
        Encoding.ASCII.GetBytes(ascii, text.Reserve(ascii.Length));
        text.Commit(ascii.Length);
    }

    private static void AppendFlags(TextArena text, bool duplicate, ReadOnlySpan<byte> name, bool value)
    {
        text.Append("{\"duplicate\":"u8);
        text.Append(duplicate ? "true,"u8 : "false,"u8);
        text.Append(name);
        text.Append(value ? "true}"u8 : "false}"u8);
    }

    private static void AppendId(TextArena text, TimeOrderedId id)
    {
        text.Append("\""u8);
        id.WriteText(text.Reserve(TimeOrderedId.TextLength));
        text.Commit(TimeOrderedId.TextLength);
        text.Append("\""u8);
    }
}
