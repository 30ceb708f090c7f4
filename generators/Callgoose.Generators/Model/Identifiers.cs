using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>Creates C# names from the names in schema files.</summary>
internal static class Identifiers
{
    /// <summary>The members that every struct inherits: a field with such a name would hide one.</summary>
    public static readonly IReadOnlyList<string> Inherited =
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>The maximum length of a type name. Type names become file names, which most file systems limit to 255 bytes.</summary>
    private const int LongestType = 100;

    /// <summary>How much of a name that is not valid in C# precedes its digest.</summary>
    private const int LongestStart = 40;

    /// <summary>Each part of the name with a capital first letter, without everything except letters and digits.</summary>
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
    /// The prefix of the names of all types that are emitted for a file. It differs from that of every file with another name, even if the
    /// case of letters A to Z is ignored, because emitted files have this name, too.
    /// </summary>
    /// <param name="name">The file's name.</param>
    public static string Type(string name)
    {
        if (name.Length <= LongestType && !IsPrefixOfInterface(name) && IsLetter(name[0]) && name.All(static c => IsLetter(c) || c is >= '0' and <= '9'))
        {
            return char.ToUpperInvariant(name[0]) + name.Substring(1);
        }

        // Characters that a C# name cannot contain are left out. A digest of the whole name distinguishes "a-b" from "a_b", and one name in
        // Japanese from another.
        using var sha256 = SHA256.Create();
        byte[] digest = sha256.ComputeHash(Encoding.UTF8.GetBytes(AsciiCase.Fold(name)));
        string start = Pascal(name);
        return $"{start.Substring(0, Math.Min(start.Length, LongestStart))}_{string.Concat(digest.Take(8).Select(static b => b.ToString("x2", CultureInfo.InvariantCulture)))}";
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    /// <summary>
    /// Tells whether a name would become an interface: a single I followed by <c>Payload</c> is the name of the interface that payloads
    /// implement.
    /// </summary>
    private static bool IsPrefixOfInterface(string name) => name is "I" or "i";

    /// <summary>The start of a local variable's name; alone it could be a C# keyword.</summary>
    public static string Camel(string pascal) => char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);

    /// <summary>Returns the name, or the name with the first number that makes it unique, and adds it to the taken names.</summary>
    public static string Unique(string name, HashSet<string> taken) => Unique(name, taken, string.Empty);

    /// <summary>Does the same as <see cref="Unique(string, HashSet{string})"/> for a name that is used with each of these suffixes.</summary>
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
