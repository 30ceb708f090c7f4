using System.Text;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Fuzzing.Targets;

/// <summary>One body, and what the references say of it; filters are held to that.</summary>
internal sealed class Agreement
{
    private readonly ScratchBuffer scratch = new();
    private readonly byte[] body;
    private readonly byte[] text;
    private readonly PayloadError error;
    private readonly PayloadDocument payload;

    public Agreement(byte[] body)
    {
        this.body = body;

        // What is matched as a text is UTF-8 by then.
        text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body));
        error = PayloadReader.Check(body, scratch);
        payload = error.IsNone ? PayloadDocument.Parse(body) : PayloadDocument.FromText(text);
    }

    /// <summary>Holds filters to the reference evaluator.</summary>
    public void Check(IntegrationSchema schema, params ReadOnlySpan<Integration> integrations)
    {
        string expected = Shown(Evaluator.Evaluate(schema, payload));
        foreach (Integration integration in integrations)
        {
            scratch.Reset();
            FilterMatch match = default;
            PayloadError found = integration.Match(body, scratch, ref match);
            BrokenPromiseException.Unless(found == error, $"{schema.Name}: the reader says {error}, the filters {found}");
            if (!error.IsNone)
            {
                BrokenPromiseException.Unless(match.IsEmpty, $"{schema.Name}: a filter passed a body that is refused");
                integration.MatchText(text, scratch, ref match);
            }

            BrokenPromiseException.UnlessSame($"{schema.Name}, {integration.GetType().Name}", expected, Shown(match));
        }
    }

    private static string Shown(EvaluationResult result) =>
        $"[{result.Trigger?.Filter.Name}|{result.Trigger?.Filter.Urgency}|{result.Trigger?.Key}|{result.Trigger?.Title}|{result.Trigger?.Description}|{result.Trigger?.OccurredAt}]"
        + $"[{result.Resolve?.Filter.Name}|{result.Resolve?.Key}|{result.Resolve?.OccurredAt}]";

    private static string Shown(in FilterMatch match)
    {
        string urgency = match.Trigger.Passed ? match.Trigger.Urgency.ToText() : string.Empty;
        return $"[{match.Trigger.Filter}|{urgency}|{Text(match.Trigger.Key)}|{Text(match.Trigger.Title)}|{Text(match.Trigger.Description)}|{Text(match.Trigger.OccurredAt)}]"
            + $"[{match.Resolve.Filter}|{Text(match.Resolve.Key)}|{Text(match.Resolve.OccurredAt)}]";
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
