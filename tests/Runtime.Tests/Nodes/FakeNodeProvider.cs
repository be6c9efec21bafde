using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Nodes;

/// <summary>A provider that is a node and runs nothing.</summary>
internal sealed class FakeNodeProvider : IWorkloadProvider
{
    public const string MachineId = "machine-1";

    private readonly Channel<object> _says = Channel.CreateUnbounded<object>();

    public PodFeatures Features { get; } = new();

    public static NodeDescription Describe() => new()
    {
        Capacity = new Dictionary<string, Quantity>
        {
            ["cpu"] = new(4),
            ["memory"] = Quantity.Parse("8Gi"),
            ["ephemeral-storage"] = Quantity.Parse("100Gi"),
            ["pods"] = new(110),
        },
        Addresses =
        [
            new NodeAddress { Type = NodeAddressTypes.InternalIP, Address = "10.1.2.3" },
            new NodeAddress { Type = NodeAddressTypes.InternalIP, Address = "fd00::3" },
            new NodeAddress { Type = NodeAddressTypes.Hostname, Address = "box" },
        ],
        SystemInfo = new NodeSystemInfo { ContainerRuntimeVersion = "systemd 252 (252.31-1~deb12u1)", Architecture = "amd64", OperatingSystem = "Linux" },
        MachineId = MachineId,
    };

    public void Say(NodeDescription description) => _says.Writer.TryWrite(description);

    public void Fail(string message) => _says.Writer.TryWrite(new ProviderException(ErrorReason.Transient, message));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async IAsyncEnumerable<NodeDescription> WatchNodeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var said in _says.Reader.ReadAllAsync(cancellationToken))
        {
            yield return said as NodeDescription ?? throw (Exception)said;
        }
    }

    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];

    public Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePodAsync(PodId pod, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<PodWatchItem> WatchPodsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
