using System.Globalization;
using System.Text;
using Callgoose.Explain;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary>Formats an explanation for people: a line for each part of each filter, and the outcome of the call.</summary>
internal static class ExplanationText
{
    private const int LongestDescription = 200;

    /// <summary>Formats an explanation.</summary>
    public static string Of(Explanation explanation, Style style)
    {
        var text = new StringBuilder();
        text.Append(explanation.From.Length == 0 ? "No source (from) is given" : $"from={TerminalText.Line(explanation.From)}");
        text.Append(explanation.IsJson ? ", the payload is JSON.\n" : ", the payload is not JSON: it has no keys.\n");
        foreach (ServiceExplanation service in explanation.Services)
        {
            AppendService(text, service, explanation.Services.Count > 1, style);
        }

        if (explanation.Services.Count == 0)
        {
            text.Append("\nNo service is in reach.\n");
        }

        return text.ToString();
    }

    private static void AppendService(StringBuilder text, ServiceExplanation service, bool isOneOfSeveral, Style style)
    {
        text.Append('\n');
        if (isOneOfSeveral)
        {
            text.Append(style.Strong($"Service {service.Service}")).Append('\n');
        }

        text.Append(service.IsNamed || (service.Filters.Count == 0 && service.ElementCount == 0)
            ? string.Empty
            : $"The source names no integration, so all are tried in order.{(service.NearestSource is string nearest ? $" Did you mean from={nearest}?" : string.Empty)}\n");
        AppendParts(text, service.Filters, style);
        foreach (UnreadElements list in service.Unread)
        {
            AppendUnread(text, list);
        }

        text.Append('\n');
        AppendOutcome(text, service, style);
        foreach (ElementExplanation element in service.Elements)
        {
            text.Append('\n').Append(style.Strong(Invariant($"Element {element.Index} of {element.List}"))).Append('\n');
            AppendParts(text, element.Verdict.Filters, style);
            AppendVerdict(text, element.Verdict, style);
        }

        if (service.ElementCount > service.Elements.Count)
        {
            text.Append(Invariant($"\n{service.ElementCount - service.Elements.Count} further elements are not shown.\n"));
        }
    }

    private static void AppendUnread(StringBuilder text, UnreadElements list)
    {
        string subject = list.List == FilterSchema.Root ? "The payload" : TerminalText.Line($"\"{list.List}\"");
        string looked = list.Looked.Count == 0 ? "at none of them"
            : $"at {(list.Looked.Count == 1 ? "element" : "the elements")} {string.Join(", ", list.Looked.Select(static index => index.ToString(CultureInfo.InvariantCulture)))} only, counted from 0";
        text.Append(Invariant($"{subject} is an array of {list.Count} elements; keys look {looked}. A filter with \"each\" gives a verdict on every element.\n"));
    }

    private static void AppendParts(StringBuilder text, IReadOnlyList<PartExplanation> parts, Style style)
    {
        int nameWidth = parts.Select(static part => part.Filter.Length).DefaultIfEmpty().Max();
        foreach (IGrouping<string, PartExplanation> integration in parts.GroupBy(static part => part.Integration))
        {
            text.Append(style.Strong(integration.Key)).Append('\n');
            foreach (PartExplanation part in integration)
            {
                string mark = part.Passed ? style.Good("✓") : style.Bad("✗");
                text.Append(CultureInfo.InvariantCulture, $"  {mark} {part.Filter.PadRight(nameWidth)}  {part.Part}  {Verdict(part)}\n");
            }
        }
    }

    private static string Invariant(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private static string Verdict(PartExplanation part) =>
        part.Why is not null ? TerminalText.Line(part.Why.Message)
        : (part.DecidedBefore is not null ? $"passes too, but \"{part.DecidedBefore}\" passed before it and decides" : "passed")
            + (part.Remark is null ? string.Empty : TerminalText.Line($"; {part.Remark}"));

    private static void AppendOutcome(StringBuilder text, ServiceExplanation service, Style style)
    {
        if (service.HeldBack == NoEffectReason.InMaintenance)
        {
            text.Append(style.Bad($"The service {service.Service} is in maintenance: a trigger would be held and a resolve or an acknowledgement would apply (202, in_maintenance, where nothing else passes).")).Append('\n');
        }
        else if (service.HeldBack is NoEffectReason reason)
        {
            text.Append(style.Bad($"The service {service.Service} is disabled: nothing would come of the call (202, {ExplanationJson.TextOf(reason)}).")).Append('\n');
        }
        else if (service.Filters.Count == 0 && service.ElementCount == 0)
        {
            text.Append(style.Bad("No filter applies: the call would be answered with 202 and the reason unknown_source.")).Append('\n');
        }
        else if (!service.AnyPassed)
        {
            text.Append(style.Bad("No filter passed: the call would be answered with 202 and the reason no_filter_matched.")).Append('\n');
        }

        AppendVerdict(text, service.Verdict, style);
    }

    private static void AppendVerdict(StringBuilder text, VerdictExplanation verdict, Style style)
    {
        if (verdict.Resolve is ResolveExplanation resolve)
        {
            text.Append(resolve.Withheld is null
                ? style.Good("It would resolve the active incident with this key, if there is one:")
                : style.Bad($"It would resolve nothing, because this is no recovery ({resolve.Withheld}); the incident with this key stays open and says so:")).Append('\n');
            Append(text, "key", Key(resolve.Key, resolve.KeyRemark));
            AppendTime(text, "ended", resolve.OccurredAt);
        }

        if (verdict.Acknowledge is AcknowledgeExplanation acknowledge)
        {
            text.Append(style.Good("It would acknowledge the triggered incident with this key, if there is one:")).Append('\n');
            Append(text, "key", acknowledge.Key);
            AppendTime(text, "given", acknowledge.OccurredAt);
        }

        if (verdict.Trigger is TriggerExplanation trigger)
        {
            text.Append(style.Good("It would open an incident, unless one with its key is active:")).Append('\n');
            Append(text, "title", trigger.Title);
            Append(text, "urgency", trigger.Urgency);
            Append(text, "key", Key(trigger.Key, trigger.KeyRemark));
            Append(text, "description", trigger.Description ?? "the payload as received");
            AppendTime(text, "began", trigger.OccurredAt);
            if (trigger.Members.Count > 0)
            {
                Append(text, "members", string.Join(", ", trigger.Members));
            }

            if (trigger.Link is string link)
            {
                Append(text, "link", link);
            }

            if (trigger.Ends is string ends)
            {
                Append(text, "ends", ends);
            }

            if (trigger.Warnings != CallWarnings.None)
            {
                Append(text, "warnings", string.Join(", ", trigger.Warnings.Names()));
            }
        }
    }

    private static string Key(string key, string? remark) =>
        remark is null ? key
        : key.Length == 0 ? $"none: {remark}"
        : $"{key} ({remark})";

    private static void AppendTime(StringBuilder text, string name, long? unixMilliseconds)
    {
        if (unixMilliseconds is long time)
        {
            Append(text, name, DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }
    }

    private static void Append(StringBuilder text, string name, string value)
    {
        string start = value.Length > LongestDescription ? value[..LongestDescription] : value;
        text.Append(CultureInfo.InvariantCulture, $"  {name,-11}  {TerminalText.Line(start)}{(value.Length > LongestDescription ? "…" : string.Empty)}\n");
    }
}
