using System.Text;
using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;
using Callgoose.Services;

namespace Callgoose.Explain;

/// <summary>Does everything that a call does except act. It uses the reference evaluator, which knows its reasons.</summary>
internal static class Explainer
{
    /// <summary>Explains a call.</summary>
    /// <param name="services">The services that the call is checked against.</param>
    /// <param name="from">The source that it names, cleaned; empty if none.</param>
    /// <param name="body">The body, decompressed.</param>
    /// <param name="form">How the body is read.</param>
    /// <param name="header">Returns the value of a request header, or null if there is none.</param>
    /// <param name="now">When the call is received, in Unix milliseconds (UTC).</param>
    /// <param name="explanation">The explanation, if the body is not refused.</param>
    /// <returns>Why the body is refused; none if it is not.</returns>
    public static PayloadError Explain(IEnumerable<Service> services, string from, byte[] body, PayloadForm form, Func<string, string?> header, long now, out Explanation? explanation)
    {
        explanation = null;
        PayloadError error = form == PayloadForm.Text ? default : PayloadReader.Check(body, new ScratchBuffer());
        if (!error.IsNone && (form == PayloadForm.Json || error.Kind == PayloadErrorKind.InvalidUtf8))
        {
            return error;
        }

        PayloadDocument payload = form == PayloadForm.Text || !error.IsNone ? PayloadDocument.FromText(body) : PayloadDocument.Parse(body);
        explanation = new Explanation(from, payload.IsJson, [.. services.Select(service => ExplainService(service, from, body, payload, header, now))]);
        return default;
    }

    private static ServiceExplanation ExplainService(Service service, string from, byte[] body, PayloadDocument payload, Func<string, string?> header, long now)
    {
        ReadOnlySpan<Integration> met = service.Integrations.For(Encoding.UTF8.GetBytes(from));
        bool isNamed = met.Length == 1 && from.Length > 0
            && met[0].Aliases.Prepend(met[0].Name).Any(name => AsciiCase.Comparer.Equals(name, from));
        var whole = new VerdictExplainer(from, body.Length);
        var elements = new List<(string List, int Index, VerdictExplainer Verdict)>();
        var unread = new List<UnreadElements>();
        int elementCount = 0;
        bool isDecided = false;
        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Integration integration in met)
        {
            IntegrationSchema schema = IntegrationSchemas.Of(integration);
            Keep(headers, integration, header);
            PayloadDocument read = WithHeaders(integration, payload, body, header).Unwrap(schema.Parse);
            EvaluationResult result = Evaluator.Evaluate(schema, read);
            unread.AddRange(UnreadElements.Of(schema, read));

            // As in the server: only one integration gives results for the elements, and none does if a filter has decided on the payload
            // as a whole.
            IReadOnlyList<ElementResult> looked = whole.HasKey || isDecided ? [] : [.. result.Elements];
            isDecided |= looked.Any(static element => element.Verdict.Trigger is not null || element.Verdict.Resolve is not null || element.Verdict.Acknowledge is not null);
            whole.Add(integration, result, read);
            elementCount += looked.Count;
            foreach (ElementResult element in looked.Take(ServiceExplanation.ShownElements - elements.Count))
            {
                var verdict = new VerdictExplainer(from, body.Length);
                verdict.Add(integration, element.Verdict, element.Element);
                elements.Add((element.List, element.Index, verdict));
            }
        }

        NoEffectReason? heldBack = !service.IsEnabled ? NoEffectReason.ServiceDisabled
            : service.IsInMaintenance(now, body) ? NoEffectReason.InMaintenance
            : null;
        return new ServiceExplanation(
            service.Name,
            heldBack,
            isNamed,
            whole.Explanation,
            [.. elements.Select(static element => new ElementExplanation(element.List, element.Index, element.Verdict.Explanation))],
            elementCount)
        {
            NearestSource = isNamed ? null : NearestName.Likely(from, NamesOf(service)),
            Unread = [.. unread.Distinct()],
            Headers = headers,
            Payload = isNamed && payload.IsJson ? SamplePayload.Write(met[0], WithoutMark(body)) : null,
        };
    }

    private static string[] NamesOf(Service service)
    {
        var names = new List<string>();
        foreach (Integration integration in service.Integrations.All)
        {
            names.AddRange(integration.Aliases.Prepend(integration.Name).Where(static name => name != NameClashes.Everybody));
        }

        return [.. names];
    }

    private static void Keep(SortedDictionary<string, string> headers, Integration integration, Func<string, string?> header)
    {
        foreach (string name in integration.Headers.Where(_ => headers.Count < ServiceExplanation.MaxHeaders))
        {
            if (header(name) is { Length: <= HeaderMembers.MaxValueLength } value)
            {
                headers[name] = value;
            }
        }
    }

    /// <summary>Adds the headers that an integration reads to the payload, as the server does.</summary>
    private static PayloadDocument WithHeaders(Integration integration, PayloadDocument payload, byte[] body, Func<string, string?> header)
    {
        if (!payload.IsJson || integration.Headers.Count == 0)
        {
            return payload;
        }

        var members = new HeaderMembers(body, new ScratchBuffer());
        foreach (string name in integration.Headers)
        {
            if (header(name) is string value)
            {
                members.Add(name, value);
            }
        }

        return PayloadDocument.Parse(members.Body.ToArray());
    }

    private static ReadOnlySpan<byte> WithoutMark(byte[] body) =>
        body.AsSpan().StartsWith(PayloadReader.ByteOrderMark) ? body.AsSpan(PayloadReader.ByteOrderMark.Length) : body;
}
