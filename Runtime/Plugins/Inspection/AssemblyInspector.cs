using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Reeve.Runtime.Plugins.Inspection;

/// <summary>Reads what an assembly tells of itself, without loading it: none of its code runs.</summary>
internal static class AssemblyInspector
{
    /// <summary>Reads an assembly.</summary>
    /// <returns>Null if the file is not a managed assembly (a native library, or damaged).</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static InspectedAssembly? Inspect(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            using var image = new PEReader(file);
            if (!image.HasMetadata)
            {
                return null;
            }

            var metadata = image.GetMetadataReader();
            return metadata.IsAssembly ? Read(metadata) : null;
        }
        catch (Exception exception) when (exception is BadImageFormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static InspectedAssembly Read(MetadataReader metadata)
    {
        var definition = metadata.GetAssemblyDefinition();
        var assembly = new InspectedAssembly
        {
            Name = metadata.GetString(definition.Name),
            Version = definition.Version,
            References =
            [
                .. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
                    .Select(reference => new AssemblyReferenceInfo(metadata.GetString(reference.Name), reference.Version)),
            ],
        };
        foreach (var handle in definition.GetCustomAttributes())
        {
            assembly = Apply(assembly, metadata, metadata.GetCustomAttribute(handle));
        }

        return assembly;
    }

    private static InspectedAssembly Apply(InspectedAssembly assembly, MetadataReader metadata, CustomAttribute attribute)
    {
        switch (TypeName(metadata, attribute))
        {
            case "Reeve.Plugins.ReevePluginAttribute":
                var arguments = Arguments(metadata, attribute);
                var type = arguments.ReadSerializedString();

                // A type of the same assembly is written without it; one of another assembly is not a plugin's own.
                return assembly with { PluginType = type?.Split(',')[0], PluginId = arguments.ReadSerializedString() };
            case "System.Reflection.AssemblyInformationalVersionAttribute":
                return assembly with { InformationalVersion = Arguments(metadata, attribute).ReadSerializedString() };
            case "System.Reflection.AssemblyDescriptionAttribute":
                return assembly with { Description = Arguments(metadata, attribute).ReadSerializedString() };
            default:
                return assembly;
        }
    }

    // ECMA-335 II.23.3: two bytes of prolog, then the constructor's arguments.
    private static BlobReader Arguments(MetadataReader metadata, CustomAttribute attribute)
    {
        var reader = metadata.GetBlobReader(attribute.Value);
        return reader.ReadUInt16() == 1 ? reader : throw new BadImageFormatException("An attribute is damaged.");
    }

    private static string? TypeName(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
        {
            return null;
        }

        var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference)
        {
            return null;
        }

        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
