using System.Runtime.Versioning;
using Reeve.Runtime.Linux;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Makes a volume of files in a directory, or brings it to its plan.</summary>
[SupportedOSPlatform("linux")]
internal sealed class FilesVolumeWriter(DirectoryHandle parent, FileOwnership ownership, TimeProvider time)
{
    private const int Mode = 0x1ED; // 0755

    /// <param name="name">Its name in the directory.</param>
    /// <param name="volume">The plan.</param>
    public void Apply(string name, FilesVolume volume)
    {
        if (volume.IsKept)
        {
            using var kept = parent.TryOpenDirectory(name);
            if (kept is not null)
            {
                return;
            }

            _ = volume.HasStandIn ? 0 : throw new ProviderException(
                ErrorReason.Transient, $"Volume \"{volume.Name}\" was not written before, and its content cannot be read at present.");
        }

        using var directory = parent.EnsureDirectory(name, Mode);

        // Beside the volume and not in it. No volume's name has a dot.
        var revision = $"{name}.revision";
        if (parent.ReadLink(revision) == volume.Revision && directory.ReadLink("..data") is not null)
        {
            return;
        }

        ownership.Apply(directory.Handle, user: null, $"Volume \"{volume.Name}\"");
        directory.SetMode(ownership.DirectoryMode(Mode, writable: false));
        new FilesWriter(directory, ownership, time).Write(volume.Files);

        // A link is a file of a few bytes that is replaced in one step. Missing after a crash, it costs one more writing.
        var next = $"{name}.next";
        if (parent.StatusOf(next) is not null)
        {
            parent.Unlink(next);
        }

        parent.CreateLink(next, volume.Revision);
        parent.Rename(next, revision);
    }
}
