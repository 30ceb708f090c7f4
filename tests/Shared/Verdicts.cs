using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Testing;

/// <summary>
/// The verdict of filters on a payload and its elements, as text, so that compiled, interpreted and reference filters can be compared.
/// </summary>
internal sealed class Verdicts : IElementSink
{
    private readonly StringBuilder elements = new();

    /// <summary>The verdict of the reference.</summary>
    public static string Of(EvaluationResult result, bool withElements = true)
    {
        var text = new StringBuilder(Shown(result));
        foreach (ElementResult element in withElements ? result.Elements : [])
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{element.Index} {element.Element.Raw}: {Shown(element.Verdict)}");
        }

        return text.ToString();
    }

    /// <summary>The verdict of an integration's filters on a body that they accept.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="body">The body.</param>
    /// <param name="scratch">Memory for the values that they find.</param>
    /// <param name="error">What is wrong with the body.</param>
    /// <param name="passed">Whether any filter passed.</param>
    public static string Of(Integration integration, byte[] body, ScratchBuffer scratch, out PayloadError error, out bool passed)
    {
        var sink = new Verdicts();
        FilterMatch match = default;
        error = integration.MatchEach(body, scratch, sink, ref match);
        passed = !match.IsEmpty || sink.elements.ToString().Contains('|', StringComparison.Ordinal);
        return Of(match) + sink.elements;
    }

    /// <summary>The verdict of a match.</summary>
    public static string Of(in FilterMatch match)
    {
        var text = new StringBuilder();
        if (match.Trigger.Passed)
        {
            TriggerMatch trigger = match.Trigger;
            text.Append(CultureInfo.InvariantCulture, $"[trigger {trigger.Filter}|{trigger.Urgency.ToText()}|{Text(trigger.Key)}|{trigger.KeyFault}|{trigger.KeySpace}|{Text(trigger.Title)}|{Text(trigger.Description)}|");
            text.Append(CultureInfo.InvariantCulture, $"{Text(trigger.OccurredAt)}|{trigger.IsTimed}|{trigger.ResolveAfter}|{Text(trigger.EndsAt)}|");
            var members = new MemberList(trigger.Members);
            while (members.TryRead(out ReadOnlySpan<byte> identity, out ReadOnlySpan<byte> name))
            {
                text.Append(Text(identity)).Append('=').Append(Text(name)).Append(',');
            }

            text.Append('|');
            AppendIdentities(text, trigger.Listed);
            text.Append('|');
            AppendIdentities(text, trigger.Vanished);
            text.Append(']');
        }

        if (match.Resolve.Passed)
        {
            ResolveMatch resolve = match.Resolve;
            text.Append(CultureInfo.InvariantCulture, $"[resolve {resolve.Filter}|{Text(resolve.Key)}|{resolve.KeyFault}|{resolve.KeySpace}|{Text(resolve.OccurredAt)}|{resolve.IsTimed}|{resolve.Withheld}|");
            AppendIdentities(text, resolve.Members);
            text.Append(']');
        }

        if (match.Acknowledge.Passed)
        {
            AcknowledgeMatch acknowledge = match.Acknowledge;
            text.Append(CultureInfo.InvariantCulture, $"[acknowledge {acknowledge.Filter}|{Text(acknowledge.Key)}|{acknowledge.KeySpace}|{Text(acknowledge.OccurredAt)}]");
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Add(int index, in FilterMatch match) =>
        elements.Append(CultureInfo.InvariantCulture, $"\n{index} {Text(match.Element)}: ").Append(Of(match));

    private static string Shown(EvaluationResult result)
    {
        var text = new StringBuilder();
        if (result.Trigger is TriggerResult trigger)
        {
            TriggerSchema schema = trigger.Filter.Trigger!;
            text.Append(CultureInfo.InvariantCulture, $"[trigger {trigger.Filter.Name}|{trigger.Urgency}|{trigger.Key}|{FaultOf(trigger.KeyProblem)}|{Space(trigger.Filter)}|{trigger.Title}|{trigger.Description}|");
            text.Append(CultureInfo.InvariantCulture, $"{trigger.OccurredAt}|{schema.OccurredAt is not null}|{schema.ResolveAfter}|{trigger.EndsAt}|");
            text.Append(string.Concat(trigger.Members.Select(static member => $"{Kept(member.Identity)}={Cut(member.Name, MemberList.MaxTextBytes)},"))).Append('|');
            text.Append(Identities(trigger.Listed)).Append('|').Append(Identities(trigger.Vanished)).Append(']');
        }

        if (result.Resolve is ResolveResult resolve)
        {
            text.Append(CultureInfo.InvariantCulture, $"[resolve {resolve.Filter.Name}|{resolve.Key}|{FaultOf(resolve.KeyProblem)}|{Space(resolve.Filter)}|{resolve.OccurredAt}|{IsTimed(result)}|{resolve.Withheld}|{Identities(resolve.Ended)}]");
        }

        if (result.Acknowledge is AcknowledgeResult acknowledge)
        {
            text.Append(CultureInfo.InvariantCulture, $"[acknowledge {acknowledge.Filter.Name}|{acknowledge.Key}|{Space(acknowledge.Filter)}|{acknowledge.OccurredAt}]");
        }

        return text.ToString();

        string? Space(FilterSchema filter) => result.Schema.KeySpaceOf(filter);
    }

    private static string Identities(IEnumerable<MemberResult> members) => string.Concat(members.Select(static member => Kept(member.Identity) + ','));

    private static void AppendIdentities(StringBuilder text, ReadOnlySpan<byte> members)
    {
        var list = new MemberList(members);
        while (list.TryRead(out ReadOnlySpan<byte> identity, out _))
        {
            text.Append(Text(identity)).Append(',');
        }
    }

    private static bool IsTimed(EvaluationResult result) => result.Schema.IsTimed;

    private static KeyFault FaultOf(KeyProblem problem) => problem switch
    {
        KeyProblem.None => KeyFault.None,
        KeyProblem.Missing => KeyFault.Missing,
        KeyProblem.NotAKey => KeyFault.NotAKey,
        _ => KeyFault.Unexpanded,
    };

    /// <summary>A member's identity as the product keeps it: a long one is cut and ends with its SHA-256.</summary>
    private static string Kept(string identity)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(identity);
        return utf8.Length <= MemberList.MaxTextBytes
            ? identity
            : Cut(identity, MemberList.MaxTextBytes - (2 * SHA256.HashSizeInBytes)) + Convert.ToHexStringLower(SHA256.HashData(utf8));
    }

    private static string Cut(string text, int bytes)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        int end = Math.Min(bytes, utf8.Length);
        while (end < utf8.Length && (utf8[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(utf8, 0, end);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
