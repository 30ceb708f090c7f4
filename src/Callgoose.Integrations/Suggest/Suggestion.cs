using System.Text;
using System.Text.Json;
using Callgoose.Schema;

namespace Callgoose.Suggest;

/// <summary>A proposed schema file for payloads, with the certainty of its choices.</summary>
/// <param name="Schema">The text of the file. It passes <c>callgoose check</c>.</param>
/// <param name="Tests">A test file with the payloads in the given order, and their results. It passes <c>callgoose test</c>.</param>
/// <param name="Findings">The choices.</param>
internal sealed record Suggestion(string Schema, string Tests, IReadOnlyList<Finding> Findings)
{
    /// <summary>Proposes a file.</summary>
    /// <param name="name">The integration's name.</param>
    /// <param name="payloads">The payloads as JSON. More beginnings and ends make the choices more certain.</param>
    /// <exception cref="JsonException">One of them is not JSON.</exception>
    public static Suggestion Of(string name, IReadOnlyList<string> payloads)
    {
        FlatPayload[] flat = [.. payloads.Select(FlatPayload.Read)];
        IReadOnlyList<Proposal> filters = [];
        foreach (IReadOnlyList<int> form in PayloadForms.Of(flat))
        {
            // A filter that is never reached because another takes all its payloads would be refused.
            IReadOnlyList<Proposal> more = [.. filters, Proposal.Of(filters.Count == 0 ? "alert" : $"alert {filters.Count + 1}", [.. form.Select(place => flat[place])])];
            filters = filters.Count == 0 || SchemaParser.Parse(ProposalWriter.Write(name, more, SortedSamples.None)).Schema is not null ? more : filters;
        }

        // The file without samples determines the result of each payload, so no sample can contradict it.
        IntegrationSchema bare = SchemaParser.Parse(ProposalWriter.Write(name, filters, SortedSamples.None)).Schema!;
        EvaluationResult[] results = [.. payloads.Select(payload => Evaluator.Evaluate(bare, PayloadDocument.Parse(Encoding.UTF8.GetBytes(payload))))];
        var samples = SortedSamples.Of(payloads, results);
        string schema = ProposalWriter.Write(name, filters, samples);
        List<Finding> findings = [.. filters.SelectMany(filter => filter.Findings.Select(finding => filters.Count == 1 ? finding : finding with { What = $"{filter.Filter}: {finding.What}" }))];
        if (SchemaParser.Parse(schema).Schema is null)
        {
            schema = ProposalWriter.Write(name, filters, SortedSamples.None);
            findings.Add(new Finding("samples", "none", Certainty.Sure, "a payload cannot be a sample as it stands, for one because the tool left a variable in it"));
        }
        else if (samples.LeftOut > 0)
        {
            findings.Add(new Finding("samples", $"{payloads.Count - samples.LeftOut} of {payloads.Count} payloads", Certainty.Sure, "the others end something that no other payload begins"));
        }

        return new Suggestion(schema, SuggestedTests.Write(name, payloads, results), findings);
    }
}
