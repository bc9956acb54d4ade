using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Vae.EndToEnd.Tests.Architecture;

/// <summary>What an assembly's code names outside itself, read from its metadata.</summary>
internal static class AssemblyUses
{
    /// <summary>Every member of another assembly that <paramref name="path"/> names, as <c>Namespace.Type.Member</c>.</summary>
    public static IReadOnlyList<string> Members(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        var members = new List<string>();
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            TypeReference type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            members.Add($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}");
        }
        return members;
    }

    /// <summary>Names of the assemblies that <paramref name="path"/> refers to.</summary>
    public static IReadOnlyList<string> Assemblies(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
