using Callgoose.Incidents;
using Callgoose.Schema;

namespace Callgoose.Explain;

/// <summary>The results of the filters of one service for a call.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="HeldBack">Why the results have no full effect; null if the service accepts calls.</param>
/// <param name="IsNamed">True if the source names the integration; otherwise all integrations of the service were tried.</param>
/// <param name="Verdict">The results for the payload as a whole.</param>
/// <param name="Elements">The results for its elements; only the first ones if there are many.</param>
/// <param name="ElementCount">The number of elements.</param>
internal sealed record ServiceExplanation(
    string Service, NoEffectReason? HeldBack, bool IsNamed, VerdictExplanation Verdict, IReadOnlyList<ElementExplanation> Elements, int ElementCount)
{
    /// <summary>The maximum number of elements that are explained.</summary>
    public const int ShownElements = 20;

    /// <summary>The maximum number of headers in an explanation.</summary>
    public const int MaxHeaders = 32;

    /// <summary>If the source names no integration, the integration of the service that it probably means; null if no name is similar.</summary>
    public string? NearestSource { get; init; }

    /// <summary>The lists of which filters read only some elements.</summary>
    public required IReadOnlyList<UnreadElements> Unread { get; init; }

    /// <summary>The payload as the named integration reads it, as JSON; null if none is named, or if it is not JSON.</summary>
    public byte[]? Payload { get; init; }

    /// <summary>The request headers that integrations read, if they were sent (Catalog/README.md 3); only the first ones if there are many.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Each part of each filter for the payload as a whole, in the order in which they are tried.</summary>
    public IReadOnlyList<PartExplanation> Filters => Verdict.Filters;

    /// <summary>The incident that the deciding trigger would open; null if none passed.</summary>
    public TriggerExplanation? Trigger => Verdict.Trigger;

    /// <summary>The incident that the deciding resolve would end; null if none passed.</summary>
    public ResolveExplanation? Resolve => Verdict.Resolve;

    /// <summary>The incident that the deciding acknowledge part would acknowledge; null if none passed.</summary>
    public AcknowledgeExplanation? Acknowledge => Verdict.Acknowledge;

    /// <summary>True if a filter passed, on the payload or on an explained element.</summary>
    public bool AnyPassed => !Verdict.IsEmpty || Elements.Any(static element => !element.Verdict.IsEmpty);

    /// <summary>True if the call would have an effect: in maintenance only resolves and acknowledgements do.</summary>
    public bool HasEffect => HeldBack switch
    {
        null => AnyPassed,
        NoEffectReason.InMaintenance => Elements.Select(static element => element.Verdict).Append(Verdict).Any(static verdict => verdict.Resolve is not null || verdict.Acknowledge is not null),
        _ => false,
    };
}
