using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Reeve.Plugins.Systemd.Streams;

/// <summary>The program that holds streams (<c>Holder/holder.c</c>), as a file that systemd can execute.</summary>
/// <param name="directory">Where it is unpacked to, when it is first needed.</param>
internal sealed class HolderProgram(string directory)
{
    private readonly Lock _lock = new();
    private string? _path;

    /// <summary>The name of the resource for this machine, or null where there is none.</summary>
    public static string? ResourceName => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => "holder-linux-x64",
        Architecture.Arm64 => "holder-linux-arm64",
        _ => null,
    };

    /// <summary>Its path.</summary>
    /// <exception cref="ProviderException">Unsupported: there is none for this machine.</exception>
    public string Get()
    {
        lock (_lock)
        {
            return _path is { } path && File.Exists(path) ? path : _path = Unpack();
        }
    }

    private string Unpack()
    {
        var name = ResourceName ?? throw new ProviderException(
            ErrorReason.Unsupported, $"Containers with an input or a terminal need Linux on x64 or arm64, this is {RuntimeInformation.ProcessArchitecture}.");
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new ProviderException(ErrorReason.Unsupported, $"The plugin was built without {name}; build it from complete sources.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        // By its content, for another agent's holders may run another version.
        var path = Path.Combine(directory, $"holder-{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}");
        Directory.CreateDirectory(directory);
        var draft = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        using (var file = new FileStream(draft, options))
        {
            file.Write(bytes);
        }

        File.Move(draft, path, overwrite: true);
        return path;
    }
}
