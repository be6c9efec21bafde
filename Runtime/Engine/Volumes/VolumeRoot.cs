using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>What a volume is on this machine, open so that nobody can put something else in its place.</summary>
[SupportedOSPlatform("linux")]
internal sealed class VolumeRoot(SafeFileHandle handle) : IDisposable
{
    public SafeFileHandle Handle => handle;

    public FileStatus Status { get; } = FileStatus.Of(handle);

    public bool IsDirectory => Status.Kind == FileKind.Directory;

    public string Path => DirectoryHandle.PathOf(handle);

    public void Dispose() => handle.Dispose();
}
