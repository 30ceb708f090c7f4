using Callgoose.Incidents;

namespace Callgoose.Ingest;

/// <summary>The JSON text of an answer of the Process API (process-api.md 5).</summary>
internal static class ProcessAnswer
{
    /// <summary>Appends the answer to a call's outcome.</summary>
    /// <param name="text">Where it goes.</param>
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
        if (!call.AnyFilterPassed)
        {
            text.Append(",\"reason\":"u8);
            text.Append(call.Reason switch
            {
                NoEffectReason.UnknownSource => "\"unknown_source\""u8,
                NoEffectReason.ServiceDisabled => "\"service_disabled\""u8,
                NoEffectReason.InMaintenance => "\"in_maintenance\""u8,
                _ => "\"no_filter_matched\""u8,
            });
        }

        text.Append("}"u8);
        return new TextRange(start, text.Length - start);
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
