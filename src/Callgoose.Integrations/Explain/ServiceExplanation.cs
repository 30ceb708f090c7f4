using Callgoose.Incidents;

namespace Callgoose.Explain;

/// <summary>What the filters of one service say to a call.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="HeldBack">Why nothing comes of it whatever they say; null if the service takes calls.</param>
/// <param name="IsNamed">Whether the source names the integration; else all of the service were tried.</param>
/// <param name="Filters">Each part of each filter, in the order in which they are tried.</param>
/// <param name="Trigger">What the trigger that decides would open; null if none passed.</param>
/// <param name="Resolve">What the resolve that decides would end; null if none passed.</param>
internal sealed record ServiceExplanation(
    string Service, NoEffectReason? HeldBack, bool IsNamed, IReadOnlyList<PartExplanation> Filters, TriggerExplanation? Trigger, ResolveExplanation? Resolve);
