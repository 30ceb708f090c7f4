namespace Callgoose.Explain;

/// <summary>What every filter that a call meets says to it, and why.</summary>
/// <param name="From">The source that the call names; empty if none.</param>
/// <param name="IsJson">Whether the payload is JSON; if not, no key exists in it.</param>
/// <param name="Services">Each service that the call is checked against, in order.</param>
internal sealed record Explanation(string From, bool IsJson, IReadOnlyList<ServiceExplanation> Services)
{
    /// <summary>Whether a filter passed in a service that takes calls.</summary>
    public bool AnyFilterPassed => Services.Any(static service => service.HasEffect);
}
