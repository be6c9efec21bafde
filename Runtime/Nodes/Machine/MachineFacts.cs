using System.Runtime.InteropServices;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Nodes.Machine;

/// <summary>What this machine is: the facts of <c>status.nodeInfo</c> that a provider left out.</summary>
internal static class MachineFacts
{
    /// <summary>Reads them. What cannot be read, as some files are for root alone, is empty.</summary>
    public static NodeSystemInfo Read()
    {
        var machine = ReadLine("/etc/machine-id");
        return new NodeSystemInfo
        {
            MachineID = machine,
            SystemUUID = ReadLine("/sys/class/dmi/id/product_uuid") is { Length: > 0 } uuid ? uuid : machine,
            BootID = ReadLine("/proc/sys/kernel/random/boot_id"),
            KernelVersion = ReadLine("/proc/sys/kernel/osrelease") is { Length: > 0 } release ? release : Environment.OSVersion.Version.ToString(),
            OsImage = ReadOsImage(),
            OperatingSystem = OperatingSystemName(),
            Architecture = ArchitectureName(RuntimeInformation.OSArchitecture),
        };
    }

    /// <summary>Lays what a provider says over what this machine says.</summary>
    public static NodeSystemInfo Complete(NodeSystemInfo given, NodeSystemInfo machine) => given with
    {
        MachineID = Or(given.MachineID, machine.MachineID),
        SystemUUID = Or(given.SystemUUID, machine.SystemUUID),
        BootID = Or(given.BootID, machine.BootID),
        KernelVersion = Or(given.KernelVersion, machine.KernelVersion),
        OsImage = Or(given.OsImage, machine.OsImage),
        OperatingSystem = Or(given.OperatingSystem, machine.OperatingSystem).ToLowerInvariant(),
        Architecture = Or(given.Architecture, machine.Architecture),
    };

    /// <summary>The architecture as Go and so Kubernetes names it.</summary>
    public static string ArchitectureName(Architecture architecture) => architecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static string OperatingSystemName() => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string Or(string first, string second) => first.Length > 0 ? first : second;

    private static string ReadOsImage()
    {
        const string key = "PRETTY_NAME=";
        var path = File.Exists("/etc/os-release") ? "/etc/os-release" : "/usr/lib/os-release";
        return File.Exists(path)
            ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim('"', '\'') ?? ""
            : RuntimeInformation.OSDescription;
    }

    private static string ReadLine(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault()?.Trim() ?? "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
