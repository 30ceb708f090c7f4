namespace Callgoose.Incidents;

/// <summary>The order of urgencies (Incidents/README.md rule 8): P1, then high and P2, then P3, then P4, then low and P5.</summary>
public static class UrgencyOrder
{
    /// <summary>Tells whether <paramref name="urgency"/> is higher than <paramref name="other"/>.</summary>
    public static bool IsAbove(this Urgency urgency, Urgency other) => Rank(urgency) < Rank(other);

    private static int Rank(Urgency urgency) => urgency switch
    {
        Urgency.P1 => 0,
        Urgency.High or Urgency.P2 => 1,
        Urgency.P3 => 2,
        Urgency.P4 => 3,
        _ => 4,
    };
}
