using System.Runtime.Versioning;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Images.Layers;

/// <summary>Entries of a layer that hide what lower layers have, in the form of overlayfs.</summary>
[SupportedOSPlatform("linux")]
internal static class Whiteouts
{
    /// <summary>The value of the attribute of an opaque directory.</summary>
    public static byte[] Opaque { get; } = "y"u8.ToArray();

    /// <summary>Whether a name is that of such an entry.</summary>
    public static bool Is(ReadOnlySpan<byte> name) => name.StartsWith(".wh."u8);

    /// <summary>Makes what hides a name of lower layers, or all of them in a directory.</summary>
    public static void Add(DirectoryHandle parent, byte[] name)
    {
        if (name.AsSpan().SequenceEqual(".wh..wh..opq"u8))
        {
            LayerTree.SetAttribute(parent.Handle, LayerTree.OpaqueAttribute, Opaque);
            return;
        }

        // Other names of this kind are marks of an older union file system.
        var hidden = name.AsSpan(".wh.".Length);
        if (hidden.IsEmpty || hidden.StartsWith(".wh."u8) || hidden.SequenceEqual("."u8) || hidden.SequenceEqual(".."u8))
        {
            return;
        }

        // It hides what lower layers have; what this layer has of the name stays, and what was below it does not shine through.
        var terminated = LayerPath.Terminate(hidden);
        switch (FileStatus.Of(parent.Handle, new DirectoryEntry(terminated)))
        {
            case null:
                LayerTree.MakeWhiteout(parent, terminated);
                break;
            case { Kind: FileKind.Directory }:
                using (var directory = LayerTree.OpenDirectory(parent, terminated))
                {
                    LayerTree.SetAttribute(directory.Handle, LayerTree.OpaqueAttribute, Opaque);
                }

                break;
            default:
                break;
        }
    }
}
