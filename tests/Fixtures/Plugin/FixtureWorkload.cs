using System.Runtime.CompilerServices;
using System.Text;
using Reeve;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Fixture;

/// <summary>Pods that are only imagined.</summary>
internal sealed class FixtureWorkload : IWorkloadProvider, IPodExec, IPodStats
{
    private readonly ProviderContext _context;
    private readonly Journal _journal;

    public FixtureWorkload(ProviderContext context)
    {
        Behaviour.Act("create");
        (_context, _journal) = (context, new Journal(context));
    }

    public PodFeatures Features { get; } = PodFeatures.Of(PodFeature.Unknown);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _journal.Write("start");
        if (Behaviour.Of("start") == "wait")
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        Behaviour.Act("start");
        if (File.Exists(Path.Combine(_context.StateDirectory, "backend-down")))
        {
            throw new ProviderException(ErrorReason.Transient, "the backend is down");
        }

        await Patterns.RunAsync(_context);
    }

    public async IAsyncEnumerable<NodeDescription> WatchNodeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The list is of a type that the compiler makes in this very assembly.
        yield return new NodeDescription
        {
            Labels = new Dictionary<string, string> { ["label"] = Behaviour.Label },
            Addresses = [new NodeAddress { Type = "Hostname", Address = Behaviour.Label }],
        };
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => throw new FixtureException("no inputs");

    public async Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Behaviour.Act("startPod");
    }

    public async Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        _journal.Write("stopping");
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public Task RemovePodAsync(PodId pod, CancellationToken cancellationToken)
    {
        Behaviour.Act("removePod");
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<PodWatchItem> WatchPodsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return PodWatchItem.For(new PodReport
        {
            Id = new PodId { Owner = _context.Owner, Uid = "1" }, BackendHandle = Behaviour.Label, PodIPs = ["10.0.0.1"],
        });
        yield return PodWatchItem.Synced;
        Behaviour.Act("watch");
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public async Task<int> ExecAsync(PodId pod, string container, ExecRequest request, CancellationToken cancellationToken)
    {
        var answer = request.Command[0] switch
        {
            "label" => Behaviour.Label,
            "library" => Fixture.Library.Greeting.Text,
            "yaml" => typeof(YamlDotNet.Serialization.DeserializerBuilder).Assembly.Location,
            "contract" => typeof(IPlugin).Assembly.Location,
            "native" => NativeLibraryCall.Answer().ToString(),
            "throw" => throw new FixtureException("thrown in exec"),
            "block" => Block(),
            _ => "",
        };
        if (request.StandardOutput is { } output)
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes(answer), cancellationToken);
        }

        if (request.StandardInput is { } input)
        {
            _journal.Write("session");
            while (await input.ReadAsync(new byte[16], cancellationToken) > 0)
            {
                _journal.Write("input");
            }
        }

        return 0;
    }

    public Task<IReadOnlyList<PodStats>> GetStatsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PodStats>>([new PodStats { Id = new PodId { Owner = _context.Owner, Uid = "1" } }]);

    public ValueTask DisposeAsync()
    {
        _journal.Write("dispose");
        Behaviour.Act("dispose");
        return ValueTask.CompletedTask;
    }

    private static string Block()
    {
        Behaviour.Hang();
        return "";
    }
}
