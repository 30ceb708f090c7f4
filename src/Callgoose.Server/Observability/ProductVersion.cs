using System.Reflection;

namespace Callgoose.Observability;

/// <summary>The version of the running product.</summary>
internal static class ProductVersion
{
    private const string Unknown = "unknown";

    /// <summary>The version number, such as <c>0.1.0</c>.</summary>
    public static string Number => Informational.Split('+')[0];

    /// <summary>The commit of the build, in hexadecimal; <c>unknown</c> if the build did not record it.</summary>
    public static string Commit => Informational.Split('+').ElementAtOrDefault(1) ?? Unknown;

    private static string Informational =>
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? Unknown;
}
