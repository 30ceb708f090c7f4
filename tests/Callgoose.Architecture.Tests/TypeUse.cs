namespace Callgoose.Architecture.Tests;

/// <summary>A type that uses another one of the same assembly; both by full name, nested types as the type that they stand in.</summary>
/// <param name="FromNamespace">The namespace of the using type.</param>
/// <param name="From">The name of the using type, without its namespace.</param>
/// <param name="ToNamespace">The namespace of the used type.</param>
/// <param name="To">The name of the used type, without its namespace.</param>
internal readonly record struct TypeUse(string FromNamespace, string From, string ToNamespace, string To);
