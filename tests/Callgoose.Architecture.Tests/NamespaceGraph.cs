namespace Callgoose.Architecture.Tests;

/// <summary>Which namespace of an assembly uses which.</summary>
internal sealed class NamespaceGraph
{
    private readonly Dictionary<string, HashSet<string>> _used = [];
    private readonly ILookup<(string From, string To), TypeUse> _ties;

    /// <summary>Makes the graph.</summary>
    /// <param name="uses">What uses what.</param>
    internal NamespaceGraph(IReadOnlyCollection<TypeUse> uses)
    {
        _ties = uses.ToLookup(use => (use.FromNamespace, use.ToNamespace));
        foreach (TypeUse use in uses)
        {
            UsedBy(use.FromNamespace).Add(use.ToNamespace);
            UsedBy(use.ToNamespace);
        }
    }

    /// <summary>The namespaces that use or are used by another, in order of name.</summary>
    internal IEnumerable<string> Namespaces => _used.Keys.Order(StringComparer.Ordinal);

    /// <summary>The shortest path from a namespace back to itself, with the namespace at both ends; empty if there is none.</summary>
    /// <param name="start">The namespace.</param>
    internal IReadOnlyList<string> ShortestCycle(string start)
    {
        Dictionary<string, string> reachedFrom = [];
        Queue<string> waiting = new([start]);
        while (waiting.TryDequeue(out string? here))
        {
            foreach (string next in _used[here].Order(StringComparer.Ordinal))
            {
                if (reachedFrom.TryAdd(next, here))
                {
                    waiting.Enqueue(next);
                }
            }
        }

        List<string> way = [];
        for (string? at = start; at is not null && (way.Count == 0 || at != start); at = reachedFrom.GetValueOrDefault(at))
        {
            way.Insert(0, at);
        }

        return reachedFrom.ContainsKey(start) ? [start, .. way] : [];
    }

    /// <summary>The namespaces that can be reached from one.</summary>
    /// <param name="start">The namespace.</param>
    internal HashSet<string> ReachableFrom(string start)
    {
        HashSet<string> reached = [];
        Stack<string> waiting = new([start]);
        while (waiting.TryPop(out string? here))
        {
            foreach (string next in _used[here])
            {
                if (reached.Add(next))
                {
                    waiting.Push(next);
                }
            }
        }

        return reached;
    }

    /// <summary>The strongly connected components of more than one namespace: each member can be reached from every other.</summary>
    internal IReadOnlyList<string[]> Knots()
    {
        Dictionary<string, HashSet<string>> reachable = Namespaces.ToDictionary(name => name, ReachableFrom);
        return [.. Namespaces
            .GroupBy(name => string.Join(' ', Namespaces.Where(other => other == name || (reachable[name].Contains(other) && reachable[other].Contains(name)))))
            .Where(knot => knot.Count() > 1)
            .Select(knot => knot.ToArray())];
    }

    /// <summary>The types of one namespace that use types of another.</summary>
    /// <param name="from">The namespace that uses.</param>
    /// <param name="to">The namespace that is used.</param>
    internal IEnumerable<string> Ties(string from, string to) =>
        _ties[(from, to)].Select(use => $"{use.From} uses {use.To}").Distinct().Order(StringComparer.Ordinal);

    /// <summary>What each namespace uses, one namespace per line.</summary>
    public override string ToString() =>
        string.Join('\n', Namespaces.Select(name => $"{name} -> {string.Join(", ", _used[name].Order(StringComparer.Ordinal))}"));

    private HashSet<string> UsedBy(string name) => _used.TryGetValue(name, out HashSet<string>? used) ? used : _used[name] = [];
}
