using System.Text;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;
using Callgoose.Testing;

namespace Callgoose.Fuzzing.Targets;

/// <summary>One body and what the references find in it. Filters must find the same.</summary>
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

        // A body that is matched as a text is UTF-8 at this point.
        text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body));
        error = PayloadReader.Check(body, scratch);
        payload = error.IsNone ? PayloadDocument.Parse(body) : PayloadDocument.FromText(text);
    }

    /// <summary>Checks that filters agree with the reference evaluator.</summary>
    public void Check(IntegrationSchema schema, params ReadOnlySpan<Integration> integrations)
    {
        EvaluationResult reference = Evaluator.Evaluate(schema, payload);
        string expected = Verdicts.Of(reference);
        foreach (Integration integration in integrations)
        {
            scratch.Reset();
            string found = Verdicts.Of(integration, body, scratch, out PayloadError verdict, out bool passed);
            if (error.IsNone && verdict.Kind == PayloadErrorKind.TooManyElements)
            {
                BrokenPromiseException.Unless(reference.HasTooManyElements, $"{schema.Name}: the filters say too many elements, the reference does not");
                continue;
            }

            BrokenPromiseException.Unless(verdict == error, $"{schema.Name}: the reader says {error}, the filters {verdict}");
            if (!error.IsNone)
            {
                BrokenPromiseException.Unless(!passed, $"{schema.Name}: a filter passed a body that is refused");
                FilterMatch match = default;
                integration.MatchText(text, scratch, ref match);
                found = Verdicts.Of(match);
            }

            BrokenPromiseException.UnlessSame($"{schema.Name}, {integration.GetType().Name}", expected, found);
        }
    }
}
