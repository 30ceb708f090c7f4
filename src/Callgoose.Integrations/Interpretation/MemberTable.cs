using System.Text;
using Callgoose.Schema;

namespace Callgoose.Interpretation;

/// <summary>Finds the place of a member by its name: first by its length, then by its bytes.</summary>
internal sealed class MemberTable
{
    private readonly byte[][] names;
    private readonly PlaceNode[] places;

    /// <summary>For each length, the number of the first name that is at least this long.</summary>
    private readonly int[] firstOfLength;

    /// <summary>Builds a table.</summary>
    public MemberTable(IEnumerable<(KeyPlace Place, PlaceNode Node)> members)
    {
        (byte[] Name, PlaceNode Node)[] sorted =
            [.. members.Select(static member => (Encoding.UTF8.GetBytes(member.Place.Name), member.Node)).OrderBy(static member => member.Item1.Length)];
        names = [.. sorted.Select(static member => member.Name)];
        places = [.. sorted.Select(static member => member.Node)];
        firstOfLength = new int[names[^1].Length + 2];
        for (int length = 0; length < firstOfLength.Length; length++)
        {
            firstOfLength[length] = names.Count(name => name.Length < length);
        }
    }

    /// <summary>The place of a name, or null if no key uses it.</summary>
    public PlaceNode? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length + 1 >= firstOfLength.Length)
        {
            return null;
        }

        for (int i = firstOfLength[name.Length]; i < firstOfLength[name.Length + 1]; i++)
        {
            if (name.SequenceEqual(names[i]))
            {
                return places[i];
            }
        }

        return null;
    }
}
