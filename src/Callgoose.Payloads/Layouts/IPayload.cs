namespace Callgoose.Payloads;

/// <summary>
/// What filters look at in a body: a fixed number of slots, each for the value at one place. Generated for each schema file;
/// what lets one piece of code fill the payloads of all of them.
/// </summary>
public interface IPayload
{
    /// <summary>How many slots there are.</summary>
    int SlotCount { get; }

    /// <summary>Fills the slots, and whatever else there is, by the general reader, which accepts every body that is right. All are empty before.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="scratch">Room for unescaping names.</param>
    /// <returns>What is wrong with the body; then the slots mean nothing.</returns>
    PayloadError Read(ReadOnlySpan<byte> body, ScratchBuffer scratch);

    /// <summary>Tells where in the body the value of a slot stands.</summary>
    /// <param name="slot">The number of the slot.</param>
    /// <param name="body">The body that was read.</param>
    ValueLocation Locate(int slot, ReadOnlySpan<byte> body);

    /// <summary>Fills one slot.</summary>
    /// <param name="slot">The number of the slot.</param>
    /// <param name="location">Where its value stands.</param>
    /// <param name="body">The body.</param>
    void Place(int slot, in ValueLocation location, ReadOnlySpan<byte> body);
}
