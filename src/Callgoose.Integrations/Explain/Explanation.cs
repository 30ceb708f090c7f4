namespace Callgoose.Explain;

/// <summary>The results of every filter that applies to a call, with the reasons.</summary>
/// <param name="From">The source that the call names; empty if none.</param>
/// <param name="IsJson">True if the payload is JSON; otherwise it has no keys.</param>
/// <param name="Services">Each service that the call is checked against, in order.</param>
internal sealed record Explanation(string From, bool IsJson, IReadOnlyList<ServiceExplanation> Services)
{
    /// <summary>True if a filter passed in a service that accepts calls.</summary>
    public bool AnyFilterPassed => Services.Any(static service => service.HasEffect);
}
