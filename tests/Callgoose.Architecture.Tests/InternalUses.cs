using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Callgoose.Architecture.Tests;

/// <summary>What one assembly uses of another that only friends can see: internal types, and internal members of public types.</summary>
internal static class InternalUses
{
    /// <summary>The names of these types and members.</summary>
    /// <param name="user">The file of the assembly that uses.</param>
    /// <param name="used">The file of the assembly that is used.</param>
    internal static IReadOnlyCollection<string> Of(string user, string used)
    {
        using var userFile = new PEReader(File.OpenRead(user));
        using var usedFile = new PEReader(File.OpenRead(used));
        HashSet<string> hidden = Hidden(usedFile.GetMetadataReader());
        MetadataReader metadata = userFile.GetMetadataReader();
        string assembly = Path.GetFileNameWithoutExtension(used);
        return
        [
            .. metadata.TypeReferences.Select(handle => NameOf(metadata, handle, assembly)).OfType<string>().Where(hidden.Contains),
            .. metadata.MemberReferences.Select(metadata.GetMemberReference)
                .Where(static member => member.Parent.Kind == HandleKind.TypeReference)
                .Select(member => NameOf(metadata, (TypeReferenceHandle)member.Parent, assembly) is string type ? $"{type}.{metadata.GetString(member.Name)}" : null)
                .OfType<string>()
                .Where(hidden.Contains),
        ];
    }

    private static HashSet<string> Hidden(MetadataReader metadata)
    {
        var hidden = new HashSet<string>();
        foreach (TypeDefinition type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            string name = $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
            if ((type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.NotPublic)
            {
                hidden.Add(name);
            }

            hidden.UnionWith(type.GetMethods().Select(metadata.GetMethodDefinition)
                .Where(static method => (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Assembly)
                .Select(method => $"{name}.{metadata.GetString(method.Name)}"));
        }

        return hidden;
    }

    /// <summary>The name of a type of an assembly; null for a type of another assembly.</summary>
    private static string? NameOf(MetadataReader metadata, TypeReferenceHandle handle, string assembly)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.AssemblyReference
            && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) == assembly
            ? $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}"
            : null;
    }
}
