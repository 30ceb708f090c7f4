using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>Where the value of a key is.</summary>
/// <param name="Key">The key as the file has it.</param>
/// <param name="Identifier">A name for local variables.</param>
/// <param name="Owner">The variable that has the fields: the payload, or an element of it.</param>
/// <param name="Candidates">The fields to look at, in order: the first one that is there is the value (Catalog/README.md 2).</param>
internal sealed record KeySpec(string Key, string Identifier, string Owner, EquatableArray<string> Candidates);
