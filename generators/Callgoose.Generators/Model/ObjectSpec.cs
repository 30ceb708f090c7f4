using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>An object of a payload.</summary>
/// <param name="TypeName">The name of its struct.</param>
/// <param name="Path">Its schema path, such as <c>payload.monitor</c>.</param>
/// <param name="Members">Its members, described ones first.</param>
internal sealed record ObjectSpec(string TypeName, string Path, EquatableArray<MemberSpec> Members)
{
    /// <summary>What stands behind a field's name in the name of its struct.</summary>
    public const string TypeSuffix = "Object";
}
