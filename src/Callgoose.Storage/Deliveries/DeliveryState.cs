namespace Callgoose.Storage.Deliveries;

/// <summary>What became of a delivery. The numbers are on disk: they may grow, never change.</summary>
public enum DeliveryState : byte
{
    /// <summary>It waits for its first try, or for its next one.</summary>
    Waiting = 1,

    /// <summary>The receiver took it.</summary>
    Delivered = 2,

    /// <summary>It was given up: a dead letter, which can be sent again by hand.</summary>
    Dead = 3,

    /// <summary>Somebody decided that it is not to be sent.</summary>
    Skipped = 4,

    /// <summary>The message about the end of its incident stood for it.</summary>
    Merged = 5,

    /// <summary>A message about another incident counted it.</summary>
    Digested = 6,

    /// <summary>No route took the event.</summary>
    Unrouted = 7,
}
