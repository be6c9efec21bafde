using System.Globalization;
using System.Net.NetworkInformation;
using System.Text;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Preflight;

/// <summary>A machine as the preflight checks see it.</summary>
internal sealed record MachineFacts
{
    public bool IsRoot { get; init; } = true;

    public int Processors { get; init; } = 2;

    public long MemoryMegabytes { get; init; } = 4096;

    public IReadOnlyCollection<int> PortsInUse { get; init; } = [];

    public IReadOnlyCollection<string> Addresses { get; init; } = [];

    public Func<string, bool> HasProgram { get; init; } = static _ => true;

    public Func<string, bool> HasDirectory { get; init; } = static _ => true;

    public bool HasCluster { get; init; }

    /// <summary>Looks at this machine.</summary>
    public static async Task<MachineFacts> ReadAsync(IStepContext context, CancellationToken cancellationToken) => new()
    {
        IsRoot = Environment.IsPrivilegedProcess,
        Processors = Environment.ProcessorCount,
        MemoryMegabytes = await context.ReadFileAsync("/proc/meminfo", cancellationToken) is { } bytes ? Memory(Encoding.UTF8.GetString(bytes.Span)) : 0,
        PortsInUse = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port)],
        Addresses = [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(link => link.GetIPProperties().UnicastAddresses).Select(address => address.Address.ToString())],
        HasProgram = static program => Path.IsPathFullyQualified(program)
            ? File.Exists(program)
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, program))),
        HasDirectory = Directory.Exists,
        HasCluster = File.Exists(KubernetesPaths.AdminKubeconfig),
    };

    // MemTotal:       24683828 kB
    private static long Memory(string content) => content.Split('\n').Where(line => line.StartsWith("MemTotal:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).FirstOrDefault();
}
