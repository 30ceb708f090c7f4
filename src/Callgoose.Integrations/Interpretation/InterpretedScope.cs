using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Interpretation;

/// <summary>The keys of a payload or of the elements of a list, and the places of their values.</summary>
internal sealed class InterpretedScope
{
    private readonly List<string> keys;

    /// <summary>For each key the slots to read, in order.</summary>
    private readonly int[][] slotsOfKey;

    /// <summary>Numbers the places of a tree.</summary>
    public InterpretedScope(KeyTree tree)
    {
        var slots = new Dictionary<KeyPlace, int>();
        Root = new PlaceNode(tree.Root, slots);
        SlotCount = slots.Count;
        keys = [.. tree.Places.Keys];
        slotsOfKey = [.. tree.Places.Values.Select(places => places.Select(place => slots[place]).ToArray())];
    }

    /// <summary>The root of the tree for reading.</summary>
    public PlaceNode Root { get; }

    /// <summary>The number of slots.</summary>
    public int SlotCount { get; }

    /// <summary>The number of a key.</summary>
    public int NumberOf(string key) => keys.IndexOf(key);

    /// <summary>The value of a key: the first of its places that has a value.</summary>
    public Utf8Value Value(int key, ReadOnlySpan<byte> text, ReadOnlySpan<ValueLocation> slots)
    {
        foreach (int slot in slotsOfKey[key])
        {
            if (!slots[slot].IsMissing)
            {
                return slots[slot].In(text);
            }
        }

        return default;
    }
}
