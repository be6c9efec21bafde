using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Supervisor;

/// <summary>The supervisor's program for this machine, in a sealed memory file: nothing to install, nothing that can be replaced on disk.</summary>
internal sealed class SupervisorImage : IDisposable
{
    private const uint CloseOnExecAllowSealing = 1 | 2; // MFD_CLOEXEC | MFD_ALLOW_SEALING
    private const int LowestDescriptor = 10; // above those that a spawned supervisor gets

    private readonly SafeFileHandle _file;

    private SupervisorImage(SafeFileHandle file)
    {
        _file = file;
        Path = Encoding.UTF8.GetBytes($"/proc/self/fd/{file.DangerousGetHandle()}\0");
    }

    /// <summary>The path to execute, with a final NUL; valid in this process and in what it spawns.</summary>
    public byte[] Path { get; }

    /// <summary>The name of the resource for this machine, or null where there is none.</summary>
    public static string? ResourceName => RuntimeInformation.ProcessArchitecture switch
    {
        _ when !OperatingSystem.IsLinux() => null,
        Architecture.X64 => "supervisor-linux-x64",
        Architecture.Arm64 => "supervisor-linux-arm64",
        _ => null,
    };

    /// <summary>Says if there is no supervisor for this machine.</summary>
    /// <returns>The name of its resource.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>.</exception>
    public static string Require() => ResourceName ?? throw new ProviderException(
        ErrorReason.Unsupported,
        $"The process provider runs on Linux on x64 and arm64 only, this is {RuntimeInformation.OSDescription} on {RuntimeInformation.ProcessArchitecture}.");

    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: no supervisor for this machine.</exception>
    public static SupervisorImage Load()
    {
        var name = Require();
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new ProviderException(ErrorReason.Unsupported, $"The plugin was built without {name}; build it from complete sources.");
        using var created = Own(Libc.MemoryFile("reeve-supervisor", CloseOnExecAllowSealing));
        var file = Own(Libc.FileControl((int)created.DangerousGetHandle(), Libc.DuplicateCloseOnExec, LowestDescriptor));
        using (var stream = new FileStream(new SafeFileHandle(created.DangerousGetHandle(), ownsHandle: false), FileAccess.Write, 0))
        {
            resource.CopyTo(stream);
        }

        return Libc.FileControl((int)file.DangerousGetHandle(), Libc.AddSeals, Libc.AllSeals) >= 0
            ? new SupervisorImage(file)
            : throw Libc.Failure("The supervisor's program cannot be sealed", Marshal.GetLastPInvokeError());
    }

    public void Dispose() => _file.Dispose();

    private static SafeFileHandle Own(int fd) =>
        fd >= 0 ? new SafeFileHandle(fd, ownsHandle: true) : throw Libc.Failure("The supervisor's program cannot be unpacked", Marshal.GetLastPInvokeError());
}
