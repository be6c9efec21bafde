using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Nodes;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Nodes;

/// <summary>A node controller with everything around it in a test's hands.</summary>
internal sealed class NodeHarness : IAsyncDisposable
{
    public const string Path = "nodes/n1";
    public const string LeasePath = "leases/kube-node-lease/n1";

    private readonly TempDirectory _directory = new();
    private readonly ProviderNode _description;
    private readonly ILoggerFactory _loggers;

    public NodeHarness(FakeCluster? cluster = null, NodeOptions? options = null, string? stateDirectory = null, ManualTimeProvider? clock = null)
    {
        Cluster = cluster ?? new FakeCluster();
        Clock = clock ?? new ManualTimeProvider();
        _loggers = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        _description = new ProviderNode(Readiness, Clock, _loggers.CreateLogger<ProviderNode>());
        Controller = new NodeController(
            options ?? Options(),
            Cluster,
            _description,
            Readiness,
            () => Images,
            stateDirectory ?? _directory.Path,
            Events,
            new NodeSystemInfo { MachineID = FakeNodeProvider.MachineId, OsImage = "Test OS", KernelVersion = "6.1", BootID = "b", SystemUUID = "s", OperatingSystem = "linux", Architecture = "arm64" },
            Sampler,
            Clock,
            _loggers);
    }

    public FakeCluster Cluster { get; }

    public ManualTimeProvider Clock { get; }

    public FakeNodeProvider Provider { get; } = new();

    public FakeSampler Sampler { get; } = new();

    public FakeEvents Events { get; } = new();

    public NodeReadiness Readiness { get; } = new();

    public NodeController Controller { get; }

    public TestLog Log { get; } = new();

    public IReadOnlyList<ContainerImage> Images { get; set; } = [];

    public Node Stored => Cluster.Find<Node>(Path) ?? throw new InvalidOperationException("There is no node.");

    public static NodeOptions Options() => new() { Name = "n1", Provider = "process", AgentVersion = "0.1.0" };

    /// <summary>Starts, and waits until the node is ready.</summary>
    public async Task StartAsync(NodeDescription? description = null)
    {
        Provider.Say(description ?? FakeNodeProvider.Describe());
        _description.Start(Provider);
        Controller.Start();
        await Controller.Ready.WaitAsync(Eventually.Deadline);
        await Eventually.TrueAsync(() => Cluster.Stored(LeasePath) is not null || !LeaseWanted, "the lease is there");
    }

    /// <summary>Starts without waiting for anything.</summary>
    public void Begin(NodeDescription? description = null)
    {
        Provider.Say(description ?? FakeNodeProvider.Describe());
        _description.Start(Provider);
        Controller.Start();
    }

    public bool LeaseWanted { get; init; } = true;

    public string Condition(string type) => Stored.Status.Conditions.Single(condition => condition.Type == type).Status;

    /// <summary>Lets time pass in small steps until something holds.</summary>
    public Task PassUntilAsync(Func<bool> condition, string what, TimeSpan? step = null) => Eventually.TrueAsync(
        () =>
        {
            if (condition())
            {
                return true;
            }

            Clock.Advance(step ?? TimeSpan.FromSeconds(1));
            return false;
        },
        what);

    public async ValueTask DisposeAsync()
    {
        await Controller.DisposeAsync();
        await _description.DisposeAsync();
        _loggers.Dispose();
        _directory.Dispose();
    }
}
