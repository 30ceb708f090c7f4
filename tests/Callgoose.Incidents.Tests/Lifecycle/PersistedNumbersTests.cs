namespace Callgoose.Incidents.Tests;

/// <summary>These numbers are on disk: new ones may be added at the end, and none may change.</summary>
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
            [(IncidentState.Triggered, 1), (IncidentState.Acknowledged, 2), (IncidentState.Resolved, 3), (IncidentState.Suppressed, 4)],
            NumbersOf<IncidentState>());

    [Fact]
    public void Kinds_of_transition_keep_their_numbers() =>
        Assert.Equal(
            [
                (TransitionKind.Triggered, 1), (TransitionKind.Acknowledged, 2),
                (TransitionKind.Unacknowledged, 3), (TransitionKind.Resolved, 4), (TransitionKind.Updated, 5), (TransitionKind.Suppressed, 6),
                (TransitionKind.ResolveLate, 7), (TransitionKind.ResolveWithheld, 8), (TransitionKind.DeliveryFailed, 9),
                (TransitionKind.Noted, 10),
            ],
            NumbersOf<TransitionKind>());

    [Fact]
    public void Origins_keep_their_numbers() =>
        Assert.Equal(
            [
                (TransitionOrigin.Integration, 1), (TransitionOrigin.Person, 2), (TransitionOrigin.Expiry, 3), (TransitionOrigin.MaintenanceEnd, 4),
                (TransitionOrigin.Delivery, 5),
            ],
            NumbersOf<TransitionOrigin>());

    [Fact]
    public void Results_of_actions_keep_their_numbers() =>
        Assert.Equal(
            [
                (ActionResultKind.None, 0), (ActionResultKind.Created, 1), (ActionResultKind.Repeated, 2), (ActionResultKind.Late, 3),
                (ActionResultKind.Acknowledged, 4), (ActionResultKind.Resolved, 5), (ActionResultKind.AlreadyResolved, 6),
                (ActionResultKind.Suppressed, 7), (ActionResultKind.Withheld, 8),
            ],
            NumbersOf<ActionResultKind>());

    [Fact]
    public void Reasons_keep_their_numbers() =>
        Assert.Equal(
            [
                (NoEffectReason.UnknownSource, 0), (NoEffectReason.ServiceDisabled, 1),
                (NoEffectReason.InMaintenance, 2), (NoEffectReason.NoFilterMatched, 3),
                (NoEffectReason.Relayed, 4), (NoEffectReason.AlreadyTaken, 5),
            ],
            NumbersOf<NoEffectReason>());

    private static IEnumerable<(T Value, int Number)> NumbersOf<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(static value => (value, Convert.ToInt32(value, null)));
}
