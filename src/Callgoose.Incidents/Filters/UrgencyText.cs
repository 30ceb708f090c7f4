namespace Callgoose.Incidents;

/// <summary>Urgencies as schema files, answers and the command line write them.</summary>
public static class UrgencyText
{
    /// <summary>The written form: <c>high</c>, <c>low</c>, <c>P1</c> to <c>P5</c>.</summary>
    public static string ToText(this Urgency urgency) => urgency switch
    {
        Urgency.High => "high",
        Urgency.Low => "low",
        Urgency.P1 => "P1",
        Urgency.P2 => "P2",
        Urgency.P3 => "P3",
        Urgency.P4 => "P4",
        Urgency.P5 => "P5",
        _ => throw new ArgumentOutOfRangeException(nameof(urgency), urgency, "no such urgency"),
    };
}
