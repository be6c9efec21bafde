using System.Globalization;
using System.Text;
using Reeve.Containers;
using Reeve.Runtime.Engine.Volumes;

namespace Reeve.Runtime.Engine.Launching;

/// <summary>
/// The files that containers leave their last words in: one for each attempt, below the pod's directory. Mounted at
/// <c>terminationMessagePath</c>, or named by <c>REEVE_TERMINATION_LOG</c> where the driver has no private mounts.
/// </summary>
internal sealed class TerminationMessages(IPodVolumes volumes)
{
    /// <summary>The end of the file counts, at most so many bytes of it: the kubelet's limit.</summary>
    public const int MaxBytes = 4096;

    private const UnixFileMode Everybody =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Makes an empty file that anybody in the container may write.</summary>
    /// <returns>Its path.</returns>
    public static string Create(string podDirectory, ContainerId container)
    {
        var path = PathOf(podDirectory, container);
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, Everybody);
        }

        return path;
    }

    /// <summary>Reads what an ended attempt left; empty if it left nothing.</summary>
    public string Read(ContainerId container)
    {
        var info = new FileInfo(PathOf(container));

        // The container may have put anything in its place; only a plain file is read.
        if (!info.Exists || info.LinkTarget is not null || info.Length == 0)
        {
            return "";
        }

        using var file = new FileStream(info.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(Math.Max(0, file.Length - MaxBytes), SeekOrigin.Begin);
        Span<byte> bytes = stackalloc byte[MaxBytes];
        var length = file.ReadAtLeast(bytes, MaxBytes, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(bytes[..length]);
    }

    /// <summary>Removes the file of an attempt.</summary>
    public void Remove(ContainerId container)
    {
        var path = PathOf(container);
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private string PathOf(ContainerId container) => PathOf(volumes.GetPodDirectory(container.Pod), container);

    private static string PathOf(string podDirectory, ContainerId container)
    {
        if (container.Name.AsSpan().ContainsAny('/', '\\') || container.Name is "" or "." or "..")
        {
            throw new ProviderException(ErrorReason.Invalid, $"\"{container.Name}\" is no name of a container.");
        }

        // Names of containers hold no dot, so that no two attempts share a name.
        return Path.Combine(podDirectory, string.Create(CultureInfo.InvariantCulture, $"{container.Name}.{container.Attempt}.message"));
    }
}
