using System.Reflection;

namespace Callgoose.Observability;

/// <summary>Which version of the product runs.</summary>
internal static class ProductVersion
{
    private const string Unknown = "unknown";

    /// <summary>Its number, such as <c>0.1.0</c>.</summary>
    public static string Number => Informational.Split('+')[0];

    /// <summary>The commit that it was built from, in hexadecimal; <c>unknown</c> if the build did not know.</summary>
    public static string Commit => Informational.Split('+').ElementAtOrDefault(1) ?? Unknown;

    private static string Informational =>
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? Unknown;
}
