using Callgoose.Incidents;

namespace Callgoose.Ingest;

/// <summary>Finds the one reason to give for a call that came to nothing in every service.</summary>
/// <remarks>
/// The service that came nearest to an effect speaks. If filters passed and only the service's state was against it, that
/// state is the reason, a maintenance before a disabled service. Else <c>no_filter_matched</c> if filters of a service were
/// read that could have had an effect; else <c>in_maintenance</c>, <c>service_disabled</c>, <c>unknown_source</c>, in this order.
/// </remarks>
internal struct NoEffect
{
    /// <summary>What lifts every reason that held back a filter above every reason that did not.</summary>
    private const int HeldBack = 1 + (int)NoEffectReason.NoFilterMatched;

    private int weight;

    /// <summary>The reason.</summary>
    public readonly NoEffectReason Reason => (NoEffectReason)(weight % HeldBack);

    /// <summary>Takes note of one service.</summary>
    /// <param name="reason">Why it had no effect.</param>
    /// <param name="passed">Whether a filter passed all the same.</param>
    public void Add(NoEffectReason reason, bool passed) => weight = Math.Max(weight, (int)reason + (passed ? HeldBack : 0));
}
