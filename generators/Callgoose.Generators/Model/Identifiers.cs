using System.Text;

namespace Callgoose.Generators.Model;

/// <summary>Makes C# names of the names in schema files.</summary>
internal static class Identifiers
{
    /// <summary>What every struct inherits: a field of such a name would hide it.</summary>
    public static readonly IReadOnlyList<string> Inherited =
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>Each part of the name with a capital first letter, everything else but letters and digits left out.</summary>
    public static string Pascal(string name)
    {
        var result = new StringBuilder(name.Length);
        bool capital = true;
        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c) || c > '\x7F')
            {
                capital = true;
                continue;
            }

            result.Append(capital ? char.ToUpperInvariant(c) : c);
            capital = false;
        }

        return result.Length == 0 || char.IsDigit(result[0]) ? "Key" + result : result.ToString();
    }

    /// <summary>The start of a local variable's name; alone it could be a word of C#.</summary>
    public static string Camel(string pascal) => char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);

    /// <summary>The name, or the name and the first number that makes it differ from all taken ones; takes it.</summary>
    public static string Unique(string name, HashSet<string> taken) => Unique(name, taken, string.Empty);

    /// <summary>As <see cref="Unique(string, HashSet{string})"/> for a name that is used with each of these suffixes.</summary>
    public static string Unique(string name, HashSet<string> taken, params string[] suffixes)
    {
        string unique = name;
        for (int number = 2; suffixes.Any(suffix => taken.Contains(unique + suffix)); number++)
        {
            unique = name + number;
        }

        taken.UnionWith(suffixes.Select(suffix => unique + suffix));
        return unique;
    }
}
