using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>The places of a key's value.</summary>
/// <param name="Key">The key as the file has it.</param>
/// <param name="Identifier">A name for local variables.</param>
/// <param name="Owner">The variable with the fields: the payload, or an element of it.</param>
/// <param name="Candidates">The fields to read, in order: the first one with a value counts (Catalog/README.md 2).</param>
internal sealed record KeySpec(string Key, string Identifier, string Owner, EquatableArray<string> Candidates);
