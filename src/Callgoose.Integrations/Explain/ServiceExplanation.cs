using Callgoose.Incidents;
using Callgoose.Schema;

namespace Callgoose.Explain;

/// <summary>What the filters of one service say to a call.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="HeldBack">Why not all comes of it that they say; null if the service takes calls.</param>
/// <param name="IsNamed">Whether the source names the integration; else all of the service were tried.</param>
/// <param name="Verdict">What they say to the payload as a whole.</param>
/// <param name="Elements">What they say to its elements; of many the first ones.</param>
/// <param name="ElementCount">How many elements there are.</param>
internal sealed record ServiceExplanation(
    string Service, NoEffectReason? HeldBack, bool IsNamed, VerdictExplanation Verdict, IReadOnlyList<ElementExplanation> Elements, int ElementCount)
{
    /// <summary>How many elements are explained.</summary>
    public const int ShownElements = 20;

    /// <summary>How many headers are kept with an explanation.</summary>
    public const int MaxHeaders = 32;

    /// <summary>The integration of the service that a source without one probably means; null if none is near.</summary>
    public string? NearestSource { get; init; }

    /// <summary>The lists of which filters look at some elements only.</summary>
    public required IReadOnlyList<UnreadElements> Unread { get; init; }

    /// <summary>The payload as the named integration reads it, as JSON; null if none is named, or if it is no JSON.</summary>
    public byte[]? Payload { get; init; }

    /// <summary>The headers of the request at which integrations look, as far as they were there (Catalog/README.md 3); of many the first ones.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Each part of each filter that looks at the payload as a whole, in the order in which they are tried.</summary>
    public IReadOnlyList<PartExplanation> Filters => Verdict.Filters;

    /// <summary>What the trigger that decides would open; null if none passed.</summary>
    public TriggerExplanation? Trigger => Verdict.Trigger;

    /// <summary>What the resolve that decides would end; null if none passed.</summary>
    public ResolveExplanation? Resolve => Verdict.Resolve;

    /// <summary>What the acknowledge that decides would acknowledge; null if none passed.</summary>
    public AcknowledgeExplanation? Acknowledge => Verdict.Acknowledge;

    /// <summary>Whether a filter passed, on the payload or on an element that is explained.</summary>
    public bool AnyPassed => !Verdict.IsEmpty || Elements.Any(static element => !element.Verdict.IsEmpty);

    /// <summary>Whether something would come of the call: in maintenance only what ends or acknowledges an incident.</summary>
    public bool HasEffect => HeldBack switch
    {
        null => AnyPassed,
        NoEffectReason.InMaintenance => Elements.Select(static element => element.Verdict).Append(Verdict).Any(static verdict => verdict.Resolve is not null || verdict.Acknowledge is not null),
        _ => false,
    };
}
