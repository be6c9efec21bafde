using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Machine.Nodes;

/// <summary>Describes this machine as a node.</summary>
/// <param name="stateDirectory">On the disk whose size is the node's ephemeral storage.</param>
/// <param name="maxPods">How many pods it takes.</param>
/// <param name="runtime">What runs the containers, as <c>nodeInfo.containerRuntimeVersion</c> says it: <c>name://version</c>.</param>
public sealed class NodeProbe(string stateDirectory, int maxPods, string runtime)
{
    public static string ReadBootId() => ReadLine("/proc/sys/kernel/random/boot_id");

    public NodeDescription Describe()
    {
        var machine = ReadLine("/etc/machine-id");
        return new NodeDescription
        {
            Capacity = new Dictionary<string, Quantity>
            {
                ["cpu"] = new(Environment.ProcessorCount),
                ["memory"] = new(ReadMemoryBytes(), QuantityFormat.BinarySI),
                ["ephemeral-storage"] = new(new DriveInfo(stateDirectory).TotalSize, QuantityFormat.BinarySI),
                ["pods"] = new(maxPods),
            },
            Addresses = Addresses(),
            SystemInfo = new NodeSystemInfo
            {
                MachineID = machine,
                SystemUUID = ReadLine("/sys/class/dmi/id/product_uuid") is { Length: > 0 } uuid ? uuid : machine,
                BootID = ReadBootId(),
                KernelVersion = ReadLine("/proc/sys/kernel/osrelease"),
                OsImage = ReadOsImage(),
                ContainerRuntimeVersion = runtime,
                OperatingSystem = "linux",
                Architecture = GoArchitecture(RuntimeInformation.OSArchitecture),
            },
            MachineId = machine.Length > 0 ? machine : null,
        };
    }

    /// <summary>The addresses that others can reach this machine at, IPv4 first, as strings.</summary>
    public static IReadOnlyList<string> HostAddresses()
    {
        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .Where(card => !VirtualBridge.Is(card.Name))
            // The card with the default route first.
            .OrderByDescending(card => card.GetIPProperties().GatewayAddresses.Count > 0)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(item => item.Address)
            .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal)
            .OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
            .Select(address => address.ToString())
            .ToList();
        return addresses.Count > 0 ? addresses : ["127.0.0.1"];
    }

    /// <summary>The architecture as Go and so Kubernetes names it.</summary>
    public static string GoArchitecture(Architecture architecture) => architecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static List<NodeAddress> Addresses() =>
        [
            .. HostAddresses().Select(address => new NodeAddress { Type = "InternalIP", Address = address }),
            new NodeAddress { Type = "Hostname", Address = Environment.MachineName.ToLowerInvariant() },
        ];

    private static long ReadMemoryBytes()
    {
        var line = File.ReadLines("/proc/meminfo").First(line => line.StartsWith("MemTotal:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static string ReadOsImage()
    {
        const string Key = "PRETTY_NAME=";
        var path = File.Exists("/etc/os-release") ? "/etc/os-release" : "/usr/lib/os-release";
        return File.Exists(path)
            ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal))?[Key.Length..].Trim('"', '\'') ?? ""
            : "";
    }

    /// <summary>The first line of a file; empty if it cannot be read, as some are for root alone.</summary>
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
