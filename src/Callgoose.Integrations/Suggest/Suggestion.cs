using System.Text;
using System.Text.Json;
using Callgoose.Schema;

namespace Callgoose.Suggest;

/// <summary>A schema file that is proposed for payloads, and how sure its choices are.</summary>
/// <param name="Schema">The file's text. It passes <c>callgoose check</c>.</param>
/// <param name="Tests">A test file with the payloads in the order given, and what becomes of them. It passes <c>callgoose test</c>.</param>
/// <param name="Findings">The choices.</param>
internal sealed record Suggestion(string Schema, string Tests, IReadOnlyList<Finding> Findings)
{
    /// <summary>Proposes a file.</summary>
    /// <param name="name">The integration's name.</param>
    /// <param name="payloads">The payloads as JSON: the more of them, beginnings and ends, the surer.</param>
    /// <exception cref="JsonException">One of them is not JSON.</exception>
    public static Suggestion Of(string name, IReadOnlyList<string> payloads)
    {
        FlatPayload[] flat = [.. payloads.Select(FlatPayload.Read)];
        var status = StatusChoice.Find(flat);
        var proposal = new Proposal(name, status, KeyChoice.Find(flat, status), TextChoice.Find(flat, status), TimeChoice.Find(flat, status), UrgencyChoice.Find(flat, status));

        // The file itself says what becomes of each payload, and so no sample can break it.
        IntegrationSchema bare = SchemaParser.Parse(ProposalWriter.Write(proposal, SortedSamples.None)).Schema!;
        EvaluationResult[] results = [.. payloads.Select(payload => Evaluator.Evaluate(bare, PayloadDocument.Parse(Encoding.UTF8.GetBytes(payload))))];
        var samples = SortedSamples.Of(payloads, results);
        string schema = ProposalWriter.Write(proposal, samples);
        var findings = new List<Finding> { status.Finding, proposal.Key.Finding };
        findings.AddRange(proposal.Text.Findings);
        findings.AddRange(proposal.Time.Finding is null ? [] : [proposal.Time.Finding]);
        findings.Add(proposal.Urgency.Finding);
        if (SchemaParser.Parse(schema).Schema is null)
        {
            schema = ProposalWriter.Write(proposal, SortedSamples.None);
            findings.Add(new Finding("samples", "none", Certainty.Sure, "a payload cannot be a sample as it stands, for one because the tool left a variable in it"));
        }
        else if (samples.LeftOut > 0)
        {
            findings.Add(new Finding("samples", $"{payloads.Count - samples.LeftOut} of {payloads.Count} payloads", Certainty.Sure, "the others end something that no other payload begins"));
        }

        return new Suggestion(schema, SuggestedTests.Write(name, payloads, results), findings);
    }
}
