namespace Callgoose.Incidents;

/// <summary>The urgency of an incident (ProcessApi.md 8). The numbers are persisted: new ones may be added, existing ones never change.</summary>
public enum Urgency : byte
{
    /// <summary>Urgency <c>high</c>.</summary>
    High = 1,

    /// <summary>Urgency <c>low</c>.</summary>
    Low = 2,

    /// <summary>Priority <c>P1</c>, of high urgency.</summary>
    P1 = 3,

    /// <summary>Priority <c>P2</c>, of high urgency.</summary>
    P2 = 4,

    /// <summary>Priority <c>P3</c>, of high urgency.</summary>
    P3 = 5,

    /// <summary>Priority <c>P4</c>, of low urgency.</summary>
    P4 = 6,

    /// <summary>Priority <c>P5</c>, of low urgency.</summary>
    P5 = 7,
}
