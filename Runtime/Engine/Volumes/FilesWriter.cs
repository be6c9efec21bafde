using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Reeve.Runtime.Linux;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>
/// Writes a volume of files such that readers see all of one revision or all of the next, never a mix. The layout is the
/// kubelet's, which programs rely on:
/// <code>
/// volume/..2026_01_31_12_00_00.0123456789   the files of one revision
/// volume/..data -&gt; ..2026_01_31_12_00_00.0123456789
/// volume/key    -&gt; ..data/key
/// </code>
/// Source: https://pkg.go.dev/k8s.io/kubernetes/pkg/volume/util#AtomicWriter
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class FilesWriter(DirectoryHandle volume, FileOwnership ownership, TimeProvider time)
{
    private const string Data = "..data";
    private const string NextData = "..data_tmp";
    private const int DirectoryMode = 0x1ED; // 0755

    /// <summary>Replaces what the volume shows.</summary>
    public void Write(IReadOnlyList<VolumeFile> files)
    {
        var names = VolumeFilePaths.Check(files);

        // 1. What a crash left.
        var former = volume.ReadLink(Data);
        Clean(keep: former);

        // 2. The new revision, beside the present one.
        var next = NextName(former);
        try
        {
            WriteRevision(next, files);

            // 3. From one to the other in one step.
            volume.CreateLink(NextData, next);
            volume.Rename(NextData, Data);
        }
        catch (IOException)
        {
            Clean(keep: former);
            throw;
        }

        // 4. Names that are new, then names that are no more.
        foreach (var name in names.Where(name => volume.ReadLink(name) != $"{Data}/{name}"))
        {
            Show(name);
        }

        Clean(keep: next, names);
    }

    /// <summary>A name that no revision has had, also where the clock stands still: the number goes up with each.</summary>
    private string NextName(string? former)
    {
        var suffix = former.AsSpan()[((former?.LastIndexOf('.') ?? -1) + 1)..];
        var number = uint.TryParse(suffix, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last + 1 : 0;
        return string.Create(CultureInfo.InvariantCulture, $"..{time.GetUtcNow():yyyy_MM_dd_HH_mm_ss}.{number:D10}");
    }

    private void Show(string name)
    {
        // An empty directory is what a subPath of a key that was not there yet has left.
        switch (volume.StatusOf(name)?.Kind)
        {
            case null:
                break;
            case FileKind.Directory:
                volume.RemoveDirectory(name);
                break;
            default:
                volume.Unlink(name);
                break;
        }

        volume.CreateLink(name, $"{Data}/{name}");
    }

    /// <summary>Removes every revision but one and, where the names are given, every link that is none of them.</summary>
    private void Clean(string? keep, IReadOnlySet<string>? names = null)
    {
        foreach (var entry in volume.Entries())
        {
            var name = entry.Name;
            var link = volume.ReadLink(name);
            if (name == NextData || (link is not null && names is not null && link.StartsWith($"{Data}/", StringComparison.Ordinal) && !names.Contains(name)))
            {
                volume.Unlink(name);
            }
            else if (link is null && name != keep && name.StartsWith("..", StringComparison.Ordinal))
            {
                Remove(name);
            }
        }
    }

    private void Remove(string name)
    {
        if (volume.StatusOf(name)?.Kind == FileKind.Directory)
        {
            TreeRemover.Remove(volume, name);
        }
        else
        {
            volume.Unlink(name);
        }
    }

    private void WriteRevision(string name, IReadOnlyList<VolumeFile> files)
    {
        using var revision = volume.EnsureDirectory(name, DirectoryMode);
        var made = new Dictionary<string, DirectoryHandle>(StringComparer.Ordinal) { [""] = revision };
        try
        {
            foreach (var file in files)
            {
                var slash = file.Path.LastIndexOf('/');
                var directory = OpenDirectory(made, slash < 0 ? "" : file.Path[..slash]);
                using var handle = directory.CreateFile(file.Path[(slash + 1)..], mode: 0);
                WriteContent(handle, file);
            }

            foreach (var directory in made.Values)
            {
                ownership.Apply(directory.Handle, user: null, "a directory of the volume");
                directory.SetMode(ownership.DirectoryMode(DirectoryMode, writable: false));
            }
        }
        finally
        {
            foreach (var directory in made.Values)
            {
                directory.Dispose();
            }
        }
    }

    private void WriteContent(SafeFileHandle handle, VolumeFile file)
    {
        RandomAccess.Write(handle, file.Content.Span, 0);
        ownership.Apply(handle, file.UserId, $"File \"{file.Path}\"");
        if (Libc.ChangeMode(handle, (uint)ownership.FileMode(file.Mode & 0x1FF)) != 0)
        {
            throw Errno.Last().ToException("set the mode of", file.Path);
        }
    }

    private static DirectoryHandle OpenDirectory(Dictionary<string, DirectoryHandle> made, string path)
    {
        if (made.TryGetValue(path, out var known))
        {
            return known;
        }

        var slash = path.LastIndexOf('/');
        var parent = OpenDirectory(made, slash < 0 ? "" : path[..slash]);
        return made[path] = parent.EnsureDirectory(path[(slash + 1)..], DirectoryMode);
    }
}
