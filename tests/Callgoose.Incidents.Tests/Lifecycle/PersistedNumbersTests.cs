namespace Callgoose.Incidents.Tests;

/// <summary>These numbers are on disk: a new one may be added at the end, none may change.</summary>
public class PersistedNumbersTests
{
    [Fact]
    public void Urgencies_keep_their_numbers() =>
        Assert.Equal(
            [(Urgency.High, 1), (Urgency.Low, 2), (Urgency.P1, 3), (Urgency.P2, 4), (Urgency.P3, 5), (Urgency.P4, 6), (Urgency.P5, 7)],
            NumbersOf<Urgency>());

    [Fact]
    public void States_keep_their_numbers() =>
        Assert.Equal(
            [(IncidentState.Triggered, 1), (IncidentState.Acknowledged, 2), (IncidentState.Resolved, 3)],
            NumbersOf<IncidentState>());

    [Fact]
    public void Kinds_of_transition_keep_their_numbers() =>
        Assert.Equal(
            [
                (TransitionKind.Triggered, 1), (TransitionKind.Acknowledged, 2),
                (TransitionKind.Unacknowledged, 3), (TransitionKind.Resolved, 4),
            ],
            NumbersOf<TransitionKind>());

    [Fact]
    public void Reasons_keep_their_numbers() =>
        Assert.Equal(
            [
                (NoEffectReason.UnknownSource, 0), (NoEffectReason.ServiceDisabled, 1),
                (NoEffectReason.InMaintenance, 2), (NoEffectReason.NoFilterMatched, 3),
            ],
            NumbersOf<NoEffectReason>());

    private static IEnumerable<(T Value, int Number)> NumbersOf<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(static value => (value, Convert.ToInt32(value, null)));
}
