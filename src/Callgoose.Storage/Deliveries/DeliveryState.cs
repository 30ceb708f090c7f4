namespace Callgoose.Storage.Deliveries;

/// <summary>The state of a delivery. The numbers are persisted: new ones may be added, existing ones never change.</summary>
public enum DeliveryState : byte
{
    /// <summary>The delivery waits for its first or its next try.</summary>
    Waiting = 1,

    /// <summary>The receiver accepted it.</summary>
    Delivered = 2,

    /// <summary>The delivery was given up: it is a dead letter, which a person can send again.</summary>
    Dead = 3,

    /// <summary>A person decided not to send it.</summary>
    Skipped = 4,

    /// <summary>The message about the end of the same incident replaced it.</summary>
    Merged = 5,

    /// <summary>A message about another incident included it in its count.</summary>
    Digested = 6,

    /// <summary>No route matched the event.</summary>
    Unrouted = 7,
}
