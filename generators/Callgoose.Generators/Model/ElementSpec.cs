using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>The elements of a list that filters read.</summary>
/// <param name="List">The key of the list, or <see cref="FilterSchema.Root"/>.</param>
/// <param name="Number">Its number, from 1, for emitted names.</param>
/// <param name="Fields">The stored values of an element that is an object.</param>
/// <param name="Keys">The places of the values of keys that are relative to an element.</param>
internal sealed record ElementSpec(string List, int Number, ObjectSpec Fields, EquatableArray<KeySpec> Keys)
{
    /// <summary>The variable with an element.</summary>
    public const string Owner = "element";

    /// <summary>The method that reads an element that is an object.</summary>
    public string Method => $"Element{Number}";
}
