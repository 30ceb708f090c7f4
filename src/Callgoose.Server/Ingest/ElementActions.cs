using Callgoose.Incidents;
using Callgoose.Services;

namespace Callgoose.Ingest;

/// <summary>
/// Turns the verdicts on the elements of a payload into actions of a call, one by one as they arrive (Catalog/README.md 3, <c>each</c>). Each call has its own instance.
/// </summary>
internal sealed class ElementActions : IElementSink
{
    /// <summary>
    /// The most bytes that the texts of a call may take together: a text from the root of the payload is copied for each of up to a thousand elements.
    /// </summary>
    private const int MaxTextBytes = 8 * 1024 * 1024;

    private WebhookCall? webhook;
    private Service? service;
    private NoEffectReason? heldBack;

    /// <summary>The integration whose filters run.</summary>
    public Integration? Integration { get; set; }

    /// <summary>Whether a filter passed on an element in this service.</summary>
    public bool AnyPassed { get; private set; }

    /// <summary>Whether a filter passed on an element since <see cref="BeginIntegration"/>.</summary>
    public bool AnyPassedInIntegration { get; private set; }

    /// <summary>Whether a trigger passed on an element in this service.</summary>
    public bool AnyTriggered { get; private set; }

    /// <summary>Whether the texts of all actions exceed the limit of a call; no more actions are added then.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Starts with a service.</summary>
    /// <param name="call">The call.</param>
    /// <param name="target">The service.</param>
    /// <param name="reason">Why the service accepts no calls, or holds triggers back; null if neither.</param>
    public void Begin(WebhookCall call, Service target, NoEffectReason? reason)
    {
        (webhook, service, heldBack) = (call, target, reason);
        (AnyPassed, AnyTriggered) = (false, false);
    }

    /// <summary>Starts with an integration of the service.</summary>
    public void BeginIntegration() => AnyPassedInIntegration = false;

    /// <summary>Releases all references.</summary>
    public void End()
    {
        (webhook, service, heldBack, Integration) = (null, null, null, null);
        (AnyPassed, AnyTriggered, IsTooLarge) = (false, false, false);
    }

    /// <inheritdoc/>
    public void Add(int index, in FilterMatch match)
    {
        if (match.IsEmpty || IsTooLarge)
        {
            return;
        }

        AnyPassed = true;
        AnyPassedInIntegration = true;
        AnyTriggered |= match.Trigger.Passed;
        if (heldBack == NoEffectReason.ServiceDisabled)
        {
            return;
        }

        FilterMatch own = match;
        own.AttributeTo(Integration!);
        RouteStep.Add(webhook!, service!, own, index, isSuppressed: heldBack is not null);
        IsTooLarge = webhook!.Call.Text.Length > MaxTextBytes;
    }
}
