namespace Callgoose.Payloads;

/// <summary>
/// The parts of a body that filters read: a fixed number of slots, each for the value at one place. The source generator creates one type
/// for each schema file; through this interface the same code fills them all.
/// </summary>
public interface IPayload
{
    /// <summary>The number of slots.</summary>
    int SlotCount { get; }

    /// <summary>
    /// Fills the slots, and other data of the payload, with the general reader, which accepts every valid body. All slots must be empty
    /// before.
    /// </summary>
    /// <param name="body">The whole body.</param>
    /// <param name="scratch">A buffer for unescaping names.</param>
    /// <returns>What is wrong with the body; then ignore the slots.</returns>
    PayloadError Read(ReadOnlySpan<byte> body, ScratchBuffer scratch);

    /// <summary>Finds the location of a slot's value in the body.</summary>
    /// <param name="slot">The number of the slot.</param>
    /// <param name="body">The body that was read.</param>
    ValueLocation Locate(int slot, ReadOnlySpan<byte> body);

    /// <summary>Fills one slot.</summary>
    /// <param name="slot">The number of the slot.</param>
    /// <param name="location">The location of its value.</param>
    /// <param name="body">The body.</param>
    void Place(int slot, in ValueLocation location, ReadOnlySpan<byte> body);
}
