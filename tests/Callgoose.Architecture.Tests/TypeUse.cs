namespace Callgoose.Architecture.Tests;

/// <summary>A type that uses another type of the same assembly. A nested type counts as the type that contains it.</summary>
/// <param name="FromNamespace">The namespace of the using type.</param>
/// <param name="From">The name of the using type, without its namespace.</param>
/// <param name="ToNamespace">The namespace of the used type.</param>
/// <param name="To">The name of the used type, without its namespace.</param>
internal readonly record struct TypeUse(string FromNamespace, string From, string ToNamespace, string To);
