using System.Reflection;
using System.Runtime.InteropServices;

namespace Reeve.Plugins.Systemd.Entry;

/// <summary>The program that stands before each container's own (see <c>entry.c</c>), on disk, for systemd executes paths.</summary>
/// <param name="directory">Absolute; made, and for root alone to change.</param>
internal sealed class EntryProgram(string directory)
{
    private const UnixFileMode Executable = (UnixFileMode)0x1ed; // 0755

    /// <summary>The directory that units need at the same place, also in a root of their own: the program and what it reads.</summary>
    public string Directory => directory;

    /// <summary>The program's absolute path.</summary>
    public string Path { get; } = System.IO.Path.Combine(directory, "entry");

    /// <summary>Writes the program. One that is in use stays as it is for those that use it.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: there is none for this machine.</exception>
    public void Unpack()
    {
        var name = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "entry-linux-x64",
            Architecture.Arm64 => "entry-linux-arm64",
            var other => throw new ProviderException(ErrorReason.Unsupported, $"The systemd provider runs on x64 and arm64 only, this is {other}."),
        };
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new ProviderException(ErrorReason.Unsupported, $"The plugin was built without {name}; build it from complete sources.");
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        WriteFile("entry", content);
    }

    /// <summary>Makes a file in the directory, unless it is there with this content.</summary>
    /// <returns>Its absolute path.</returns>
    public string WriteFile(string name, ReadOnlySpan<byte> content)
    {
        var path = System.IO.Path.Combine(directory, name);
        if (File.Exists(path) && content.SequenceEqual(File.ReadAllBytes(path)))
        {
            return path;
        }

        System.IO.Directory.CreateDirectory(directory);
        var next = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllBytes(next, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory, Executable);
            File.SetUnixFileMode(next, Executable);
        }

        File.Move(next, path, overwrite: true);
        return path;
    }
}
