using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>
/// Everything that is emitted for one schema file. Immutable, and equal to another pointwise, so that an equal one emits
/// nothing anew: no symbol, no location and no path may get in here.
/// </summary>
internal sealed record IntegrationSpec
{
    /// <summary>The first part of the names of all emitted types.</summary>
    public required string TypeName { get; init; }

    /// <summary>The file's meaning.</summary>
    public required IntegrationSchema Schema { get; init; }

    /// <summary>The payload's members, those of the file and those that only keys of filters name.</summary>
    public required ObjectSpec Payload { get; init; }

    /// <summary>The elements of a root array that keys name by index, or null.</summary>
    public required MemberSpec? RootElements { get; init; }

    /// <summary>Where to find the value of each key that a filter or <c>occurred_at</c> names, ordered by key.</summary>
    public required EquatableArray<KeySpec> Keys { get; init; }

    /// <summary>Where to find a key.</summary>
    public KeySpec Key(string key) => Keys.First(spec => spec.Key == key);
}
