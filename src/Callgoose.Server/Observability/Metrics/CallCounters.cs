using System.Collections.Immutable;
using System.Diagnostics;
using Callgoose.Explain;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Services;
using Callgoose.Storage.Statistics;

namespace Callgoose.Observability.Metrics;

/// <summary>Counts the calls of the Process API. Counting only adds to numbers: it takes no lock and allocates nothing.</summary>
/// <remarks>Labels are names of integrations and filters, never a caller's text, so their number is bounded.</remarks>
internal sealed class CallCounters
{
    private readonly SourceCounters sources = new(CallResults.Texts.Length);
    private readonly (string Door, StripedCounters Results)[] doors =
    [
        .. ((string[])["process", "pagerduty", "opsgenie", "prometheus"]).Select(static door => (door, new StripedCounters(CallResults.Texts.Length))),
    ];

    private readonly FilterCounters filters = new();
    private readonly StripedCounters withoutEffect = new(1 + (int)NoEffectReason.AlreadyTaken);
    private readonly StripedCounters warnings = new(CallWarningsText.All.Count);
    private readonly Histogram time = Histogram.OfSeconds(0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5);
    private volatile IReadOnlyList<Integration> integrations = [];

    /// <summary>Updates the services in force.</summary>
    public void Use(ImmutableArray<Service> services)
    {
        integrations = [.. services.SelectMany(static service => service.Integrations.All.ToArray()).Distinct()];
        sources.Use(integrations);
    }

    /// <summary>Counts an answered call.</summary>
    /// <param name="door">The name of the door that received it.</param>
    /// <param name="call">The call, after its commit.</param>
    /// <param name="problem">The refusal, or null.</param>
    /// <param name="began">When its headers had been read, as a timestamp of <see cref="Stopwatch"/>.</param>
    public void Count(string door, IncomingCall call, Problem? problem, long began)
    {
        CallResult result = CallResults.Of(call, problem);
        sources.Of(call.Text[call.Source]).Increment((int)result);
        Of(door).Increment((int)result);
        if (result == CallResult.NoEffect)
        {
            withoutEffect.Increment((int)call.Reason);
        }

        for (int bit = 0; call.Outcome.Warnings != CallWarnings.None && bit < CallWarningsText.All.Count; bit++)
        {
            if (((int)call.Outcome.Warnings & (1 << bit)) != 0)
            {
                warnings.Increment(bit);
            }
        }

        foreach (ref readonly ServiceAction action in call.Actions)
        {
            if (action.TriggerFilter is not null)
            {
                filters.Increment(action.TriggerIntegration!, action.TriggerFilter, FilterPart.Trigger);
            }

            if (action.ResolveFilter is not null)
            {
                filters.Increment(action.ResolveIntegration!, action.ResolveFilter, FilterPart.Resolve);
            }

            if (action.AcknowledgeFilter is not null)
            {
                filters.Increment(action.AcknowledgeIntegration!, action.AcknowledgeFilter, FilterPart.Acknowledge);
            }
        }

        time.Add(Stopwatch.GetTimestamp() - began);
    }

    /// <summary>Counts a call that was refused before processing, so that its source is unknown.</summary>
    public void CountRefused(string door, Problem problem)
    {
        CallResult result = CallResults.Of(problem);
        sources.Of(default).Increment((int)result);
        Of(door).Increment((int)result);
    }

    /// <summary>Counts an aborted call.</summary>
    public void CountBrokenOff(string door, IncomingCall call)
    {
        sources.Of(call.Text[call.Source]).Increment((int)CallResult.BrokenOff);
        Of(door).Increment((int)CallResult.BrokenOff);
    }

    /// <summary>Writes the metrics.</summary>
    public void Write(MetricsText text)
    {
        text.Counter("callgoose_calls_total", "Calls of the Process API by how they were answered. Source is the integration that the call names, or other, or none.");
        foreach ((string source, StripedCounters results) in sources.All)
        {
            for (int result = 0; result < CallResults.Texts.Length; result++)
            {
                text.Value(results[result], ("source", source), ("outcome", CallResults.Texts[result]));
            }
        }

        text.Counter("callgoose_door_calls_total", "The same calls, by the door (protocol) that took them.");
        foreach ((string door, StripedCounters results) in doors)
        {
            for (int result = 0; result < CallResults.Texts.Length; result++)
            {
                text.Value(results[result], ("door", door), ("outcome", CallResults.Texts[result]));
            }
        }

        text.Counter("callgoose_calls_without_effect_total", "Calls that were answered with 202, by the reason that was given.");
        foreach (NoEffectReason reason in Enum.GetValues<NoEffectReason>())
        {
            text.Value(withoutEffect[(int)reason], ("reason", ExplanationJson.TextOf(reason)));
        }

        text.Counter("callgoose_call_warnings_total", "Calls that were taken although their sender should correct something, by the warning that was given.");
        for (int bit = 0; bit < CallWarningsText.All.Count; bit++)
        {
            text.Value(warnings[bit], ("warning", CallWarningsText.All[bit]));
        }

        text.Counter("callgoose_filter_passes_total", "How often a trigger, resolve or acknowledge filter passed and its service took the call, once for each service.");
        foreach ((FilterPart part, long passes) in filters.All(integrations))
        {
            text.Value(passes, ("integration", part.Integration), ("filter", part.Filter), ("kind", part.Kind));
        }

        text.Histogram("callgoose_call_duration_seconds", "From the head of a call to its answer being ready, the commit included.", time);
    }

    /// <summary>Finds the counters of a door. With only four doors a loop is faster than a dictionary.</summary>
    private StripedCounters Of(string door)
    {
        foreach ((string name, StripedCounters results) in doors)
        {
            if (name == door)
            {
                return results;
            }
        }

        throw new ArgumentException($"There is no door '{door}'.", nameof(door));
    }
}
