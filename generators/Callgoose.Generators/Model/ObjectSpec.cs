using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>An object or an array of a payload.</summary>
/// <param name="TypeName">The name of its struct.</param>
/// <param name="Path">Its path in the schema, such as <c>payload.monitor</c>.</param>
/// <param name="Members">Its members, described ones first; for an array its elements.</param>
internal sealed record ObjectSpec(string TypeName, string Path, EquatableArray<MemberSpec> Members)
{
    /// <summary>The suffix of the name of an object's struct, after the field's name.</summary>
    public const string ObjectSuffix = "Object";

    /// <summary>The suffix of the name of an array's struct, after the field's name.</summary>
    public const string ArraySuffix = "Array";

    /// <summary>All structs of its members.</summary>
    public IEnumerable<ObjectSpec> Nested => Members.SelectMany(static member => new[] { member.Object, member.Array }).OfType<ObjectSpec>();
}
