using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Entry;

namespace Reeve.Plugins.Systemd.Seccomp;

/// <summary>The filters of containers, as files for the entry program. Thread-safe.</summary>
/// <param name="directory">Where <c>Localhost</c> profiles are.</param>
internal sealed class SeccompProfiles(EntryProgram entry, string directory)
{
    private const int MostBytes = 1 << 20;
    private static readonly string[] Architectures = RuntimeInformation.ProcessArchitecture == Architecture.Arm64
        ? ["SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM"]
        : ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"];

    private readonly ConcurrentDictionary<ulong, string> _defaults = new();

    /// <summary>The file with the filter that a container is to have, or null for none.</summary>
    /// <param name="profile">What the container asks for.</param>
    /// <param name="capabilities">What it can have at most; null for all: it is privileged, and not filtered.</param>
    /// <exception cref="SeccompException">It cannot be had.</exception>
    public string? FilterOf(SeccompProfile? profile, ulong? capabilities) => capabilities is null ? null : profile?.Type switch
    {
        SecurityProfileTypes.RuntimeDefault => _defaults.AddOrUpdate(
            capabilities.Value, set => Write(SeccompCompiler.Compile(DefaultProfile.For(set, Architectures))),
            (set, path) => File.Exists(path) ? path : Write(SeccompCompiler.Compile(DefaultProfile.For(set, Architectures)))),
        SecurityProfileTypes.Localhost => Write(SeccompCompiler.Compile(Read(profile.LocalhostProfile ?? ""))),
        _ => null,
    };

    private string Write(byte[] program) =>
        entry.WriteFile($"seccomp-{Convert.ToHexStringLower(SHA256.HashData(program))[..32]}", program);

    private OciSeccomp Read(string name)
    {
        var root = Path.GetFullPath(directory);
        var path = Path.GetFullPath(name, root);
        if (name.Length == 0 || Path.IsPathRooted(name) || !path.StartsWith(root + "/", StringComparison.Ordinal))
        {
            throw new SeccompException($"\"{name}\" is no path below the node's directory of profiles");
        }

        try
        {
            return new FileInfo(path).Length > MostBytes
                ? throw new SeccompException($"{path} is too long")
                : JsonSerializer.Deserialize(File.ReadAllBytes(path), SystemdJson.Default.OciSeccomp) ?? throw new SeccompException($"{path} is empty");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SeccompException($"cannot load seccomp profile \"{path}\": {exception.Message}");
        }
    }
}
