namespace Callgoose.Incidents;

/// <summary>Who or what caused a transition. The numbers are persisted: new ones may be added, existing ones never change.</summary>
public enum TransitionOrigin : byte
{
    /// <summary>A filter of an integration: the cause of the transition names it.</summary>
    Integration = 1,

    /// <summary>A person, or a program with a token: the cause of the transition names the token.</summary>
    Person = 2,

    /// <summary>The incident has expired.</summary>
    Expiry = 3,

    /// <summary>The maintenance of the service has ended.</summary>
    MaintenanceEnd = 4,

    /// <summary>The delivery of a message: the cause of the transition names the destination.</summary>
    Delivery = 5,
}
