using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Callgoose.Architecture.Tests;

/// <summary>
/// What the types of one assembly use of each other, from its metadata: base types, interfaces, fields, signatures, attributes, and everything that
/// method bodies name. A constant leaves no trace there, because the compiler copies its value.
/// </summary>
internal sealed class AssemblyUses
{
    private readonly MetadataReader _metadata;
    private readonly PEReader _file;
    private readonly UsedTypes _signatures;
    private readonly HashSet<TypeUse> _uses = [];
    private TypeDefinitionHandle _current;

    private AssemblyUses(PEReader file)
    {
        _file = file;
        _metadata = file.GetMetadataReader();
        _signatures = new UsedTypes(AddDefinition);
    }

    /// <summary>Finds each use of a type by a type of another namespace.</summary>
    /// <param name="path">The assembly's file.</param>
    internal static IReadOnlyCollection<TypeUse> Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reading = new AssemblyUses(file);
        foreach (TypeDefinitionHandle type in reading._metadata.TypeDefinitions)
        {
            reading.ReadType(type);
        }

        return reading._uses;
    }

    /// <summary>The names of the assemblies that one refers to.</summary>
    /// <param name="path">The assembly's file.</param>
    internal static IReadOnlyCollection<string> References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))];
    }

    /// <summary>The namespaces of the product's types in an assembly.</summary>
    /// <param name="path">The assembly's file.</param>
    internal static IReadOnlyCollection<string> Namespaces(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. metadata.TypeDefinitions.Select(type => metadata.GetString(metadata.GetTypeDefinition(type).Namespace))
                .Where(name => name.StartsWith("Callgoose", StringComparison.Ordinal)).Distinct(),
        ];
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        _current = handle;
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        Add(type.BaseType);
        AddAttributes(type.GetCustomAttributes());
        AddConstraints(type.GetGenericParameters());
        foreach (InterfaceImplementationHandle implemented in type.GetInterfaceImplementations())
        {
            Add(_metadata.GetInterfaceImplementation(implemented).Interface);
        }

        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            Add(field);
            AddAttributes(_metadata.GetFieldDefinition(field).GetCustomAttributes());
        }

        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            ReadMethod(_metadata.GetMethodDefinition(method));
        }
    }

    private void ReadMethod(MethodDefinition method)
    {
        method.DecodeSignature(_signatures, null);
        AddAttributes(method.GetCustomAttributes());
        AddConstraints(method.GetGenericParameters());
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        MethodBodyBlock body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_signatures, null);
        }

        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            Add(region.CatchType);
        }

        foreach (EntityHandle named in MethodBodyTokens.In(body.GetILReader()))
        {
            Add(named);
        }
    }

    private void AddAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle attribute in attributes)
        {
            Add(_metadata.GetCustomAttribute(attribute).Constructor);
        }
    }

    private void AddConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (GenericParameterHandle parameter in parameters)
        {
            foreach (GenericParameterConstraintHandle constraint in _metadata.GetGenericParameter(parameter).GetConstraints())
            {
                Add(_metadata.GetGenericParameterConstraint(constraint).Type);
            }
        }
    }

    private void Add(EntityHandle named)
    {
        if (named.IsNil)
        {
            return;
        }

        switch (named.Kind)
        {
            case HandleKind.TypeDefinition:
                AddDefinition((TypeDefinitionHandle)named);
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)named).DecodeSignature(_signatures, null);
                break;
            case HandleKind.FieldDefinition:
                FieldDefinition field = _metadata.GetFieldDefinition((FieldDefinitionHandle)named);
                AddDefinition(field.GetDeclaringType());
                field.DecodeSignature(_signatures, null);
                break;
            case HandleKind.MethodDefinition:
                MethodDefinition method = _metadata.GetMethodDefinition((MethodDefinitionHandle)named);
                AddDefinition(method.GetDeclaringType());
                method.DecodeSignature(_signatures, null);
                break;
            case HandleKind.MemberReference:
                AddMember(_metadata.GetMemberReference((MemberReferenceHandle)named));
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification generic = _metadata.GetMethodSpecification((MethodSpecificationHandle)named);
                Add(generic.Method);
                generic.DecodeSignature(_signatures, null);
                break;
        }
    }

    private void AddMember(MemberReference member)
    {
        Add(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            member.DecodeFieldSignature(_signatures, null);
        }
        else
        {
            member.DecodeMethodSignature(_signatures, null);
        }
    }

    private void AddDefinition(TypeDefinitionHandle used)
    {
        (string fromNamespace, string from) = NameOf(_current);
        (string toNamespace, string to) = NameOf(used);
        if (fromNamespace != toNamespace && fromNamespace.Length > 0 && toNamespace.Length > 0)
        {
            _uses.Add(new TypeUse(fromNamespace, from, toNamespace, to));
        }
    }

    private (string Namespace, string Name) NameOf(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
        {
            type = _metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return (_metadata.GetString(type.Namespace), _metadata.GetString(type.Name));
    }
}
