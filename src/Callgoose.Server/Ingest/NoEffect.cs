using Callgoose.Incidents;

namespace Callgoose.Ingest;

/// <summary>Finds the one reason to report for a call that had no effect in any service.</summary>
/// <remarks>
/// The service that came nearest to an effect decides. If filters passed and only the state of the service prevented an effect, that
/// state is the reason; a maintenance wins over a disabled service. Otherwise the reason is <c>no_filter_matched</c> if filters ran that could
/// have had an effect; else <c>in_maintenance</c>, <c>service_disabled</c> or <c>unknown_source</c>, in this order.
/// </remarks>
internal struct NoEffect
{
    /// <summary>Ranks every reason that held back a passed filter above every other reason.</summary>
    private const int HeldBack = 1 + (int)NoEffectReason.NoFilterMatched;

    private int weight;

    /// <summary>The reason.</summary>
    public readonly NoEffectReason Reason => (NoEffectReason)(weight % HeldBack);

    /// <summary>Adds the result of one service.</summary>
    /// <param name="reason">Why it had no effect.</param>
    /// <param name="passed">Whether a filter passed nevertheless.</param>
    public void Add(NoEffectReason reason, bool passed) => weight = Math.Max(weight, (int)reason + (passed ? HeldBack : 0));
}
