using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>Makes C# names of the names in schema files.</summary>
internal static class Identifiers
{
    /// <summary>What every struct inherits: a field of such a name would hide it.</summary>
    public static readonly IReadOnlyList<string> Inherited =
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>Names of types become names of files, of which most file systems allow 255 bytes.</summary>
    private const int LongestType = 100;

    /// <summary>How much of a name that is none of C# stands before its digest.</summary>
    private const int LongestStart = 40;

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

    /// <summary>
    /// The first part of the names of all types that are emitted for a file: unlike that of a file with any other name, the case of
    /// letters A to Z ignored, because emitted files are named by it, too.
    /// </summary>
    /// <param name="name">The file's name.</param>
    public static string Type(string name)
    {
        if (name.Length <= LongestType && !IsPrefixOfInterface(name) && IsLetter(name[0]) && name.All(static c => IsLetter(c) || c is >= '0' and <= '9'))
        {
            return char.ToUpperInvariant(name[0]) + name.Substring(1);
        }

        // What a name of C# cannot hold is left out, and a digest of all of it tells "a-b" from "a_b" and one name in Japanese from another.
        using var sha256 = SHA256.Create();
        byte[] digest = sha256.ComputeHash(Encoding.UTF8.GetBytes(AsciiCase.Fold(name)));
        string start = Pascal(name);
        return $"{start.Substring(0, Math.Min(start.Length, LongestStart))}_{string.Concat(digest.Take(8).Select(static b => b.ToString("x2", CultureInfo.InvariantCulture)))}";
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    /// <summary>With <c>Payload</c> behind it, a lone I would be the name of the interface that payloads implement.</summary>
    private static bool IsPrefixOfInterface(string name) => name is "I" or "i";

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
