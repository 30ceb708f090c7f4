using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>The elements of a list at which filters look.</summary>
/// <param name="List">The key of the list, or <see cref="FilterSchema.Root"/>.</param>
/// <param name="Number">Its number, from 1, for the names of what is emitted for it.</param>
/// <param name="Fields">What is kept of an element that is an object.</param>
/// <param name="Keys">Where to find the value of each key that is relative to an element.</param>
internal sealed record ElementSpec(string List, int Number, ObjectSpec Fields, EquatableArray<KeySpec> Keys)
{
    /// <summary>The variable that has an element.</summary>
    public const string Owner = "element";

    /// <summary>The method that reads an element that is an object.</summary>
    public string Method => $"Element{Number}";
}
