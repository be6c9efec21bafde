using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Reeve.Runtime.Tests.Plugins;

/// <summary>Makes plugin directories out of the one fixture plugin.</summary>
internal static class FixturePlugins
{
    public const string Id = "fixture-00";
    public const string Assembly = "Fixture.Plugin.dll";

    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "fixtures");

    /// <summary>A valid manifest.</summary>
    public static string Manifest(string id = Id, string version = "1.0.0") => $$"""
        {
          "id": "{{id}}",
          "version": "{{version}}",
          "assembly": "{{Assembly}}",
          "contract": "0.1",
          "description": "A plugin for tests.",
          "provides": [
            {
              "kind": "workload",
              "name": "fixture",
              "options": {
                "type": "object",
                "additionalProperties": false,
                "properties": { "pattern": { "type": "string", "default": "none" } }
              }
            },
            { "kind": "driver", "name": "fixture" },
            { "kind": "cluster", "name": "fixture" },
            { "kind": "proxy", "name": "fixture" }
          ]
        }
        """;

    /// <summary>Writes a plugin into a directory.</summary>
    /// <param name="directory">The directory; made anew.</param>
    /// <param name="id">Ten characters, as many as the fixture's own.</param>
    /// <param name="version">For the manifest.</param>
    /// <param name="behaviour">Lines for the file that the fixture obeys.</param>
    public static void Write(string directory, string id = Id, string version = "1.0.0", params string[] behaviour)
    {
        // Beside the place and then renamed, as an installer does it.
        var beside = Path.Combine(Path.GetDirectoryName(directory)!, $".{Guid.NewGuid():N}");
        Directory.CreateDirectory(beside);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "plugin")))
        {
            File.Copy(file, Path.Combine(beside, Path.GetFileName(file)));
        }

        SetId(Path.Combine(beside, Assembly), id);
        File.WriteAllText(Path.Combine(beside, "plugin.json"), Manifest(id, version));
        File.WriteAllLines(Path.Combine(beside, "behaviour"), behaviour);
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        Directory.Move(beside, directory);
    }

    /// <summary>Replaces the library that the plugin brings by its version 2.</summary>
    public static void UseLibrary2(string directory) => File.Copy(
        Path.Combine(Root, "library2", "Fixture.Library.dll"), Path.Combine(directory, "Fixture.Library.dll"), overwrite: true);

    /// <summary>Changes the id in the assembly's attribute.</summary>
    public static void SetId(string assembly, string id)
    {
        Assert.Equal(Id.Length, id.Length);
        var bytes = File.ReadAllBytes(assembly);
        var old = Encoding.UTF8.GetBytes(Id);
        var position = bytes.AsSpan().IndexOf(old);
        Assert.True(position > 0);
        Encoding.UTF8.GetBytes(id).CopyTo(bytes, position);
        File.WriteAllBytes(assembly, bytes);
    }

    /// <summary>Changes a name in the assembly's metadata to another of the same length.</summary>
    public static void Rename(string assembly, string name, string other)
    {
        Assert.Equal(name.Length, other.Length);
        var bytes = File.ReadAllBytes(assembly);
        var position = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\0{name}\0"));
        Assert.True(position > 0);
        Encoding.UTF8.GetBytes(other).CopyTo(bytes, position + 1);
        File.WriteAllBytes(assembly, bytes);
    }

    /// <summary>Makes the assembly look as if it had been compiled against another version of something.</summary>
    public static void SetReferenceVersion(string assembly, string reference, Version version)
    {
        var bytes = File.ReadAllBytes(assembly);
        using (var image = new PEReader(new MemoryStream(bytes)))
        {
            var metadata = image.GetMetadataReader();
            var row = metadata.AssemblyReferences
                .Select((handle, index) => (index, name: metadata.GetString(metadata.GetAssemblyReference(handle).Name)))
                .Single(item => item.name == reference).index;

            // ECMA-335 II.22.5: a row begins with major, minor, build and revision, two bytes each.
            var offset = image.PEHeaders.MetadataStartOffset
                + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef) + (row * metadata.GetTableRowSize(TableIndex.AssemblyRef));
            BitConverter.GetBytes((ushort)version.Major).CopyTo(bytes, offset);
            BitConverter.GetBytes((ushort)version.Minor).CopyTo(bytes, offset + 2);
        }

        File.WriteAllBytes(assembly, bytes);
    }
}
