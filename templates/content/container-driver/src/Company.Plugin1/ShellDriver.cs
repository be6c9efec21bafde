using System.Net;
using System.Net.NetworkInformation;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Company.Plugin1;

/// <summary>Runs each container under a supervisor of its own. What runs is known to the supervisors alone: this class can be made anew at any time.</summary>
public sealed class ShellDriver : IContainerDriver
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private readonly ProviderContext _context;
    private readonly DriverOptions _options;
    private readonly ContainerStore _store;

    public ShellDriver(ProviderContext context)
    {
        _context = context;
        _options = context.Options.Get(DriverJson.Default.DriverOptions);
        _store = new ContainerStore(Path.Combine(context.StateDirectory, "containers"), context.Owner, context.TimeProvider);
    }

    /// <summary>What the driver itself honours. Whatever else a pod asks for and the engine does not do is refused before it comes here.</summary>
    public DriverFeatures Features { get; } = new() { RuntimeName = "my-provider", Images = ImageForms.Host };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _store.Open();
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<NodeDescription> WatchNodeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new NodeDescription
        {
            Capacity = new Dictionary<string, Quantity>
            {
                ["cpu"] = new(Environment.ProcessorCount),
                ["memory"] = new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, QuantityFormat.BinarySI),
                ["pods"] = new(_options.Pods),
            },
            Addresses = [.. Addresses().Select(static address => new NodeAddress { Type = "InternalIP", Address = address })],
        };
        await Task.Delay(Timeout.InfiniteTimeSpan, _context.TimeProvider, cancellationToken);
    }

    // What the containers of a pod share: here nothing but the machine. It may come again.
    public Task<PodFacts> PrepareSandboxAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        var addresses = Addresses();
        return Task.FromResult(new PodFacts { PodIPs = addresses, HostIPs = addresses });
    }

    // Returns once the program runs, or is known not to; the same attempt may come again.
    public async Task<ContainerObservation> StartContainerAsync(ContainerLaunch launch, CancellationToken cancellationToken)
    {
        if (_store.Observe(launch.Id) is { } known)
        {
            return known;
        }

        var record = new ContainerRecord
        {
            PodUid = launch.Id.Pod.Uid,
            Name = launch.Id.Name,
            Attempt = launch.Id.Attempt,
            StartedAt = _context.TimeProvider.GetUtcNow(),
        };
        var program = Programs.Find(launch);
        if (launch.WorkingDirectory is { } directory && !Directory.Exists(directory))
        {
            (record.Reason, record.Message) = ("ContainerCannotRun", $"There is no directory {directory}.");
        }
        else if (program is null)
        {
            (record.Reason, record.Message) = ("StartError", $"{launch.Arguments[0]} cannot be executed: there is no such program.");
        }

        _store.Write(launch.Id, record);
        if (record.Reason is null)
        {
            try
            {
                Supervisor.Start(_store.PathOf(launch.Id), program!, launch);
            }
            catch (ProviderException)
            {
                _store.Remove(launch.Id); // nothing was started: the attempt does not count
                throw;
            }

            await UntilAsync(() => _store.ProcessesOf(launch.Id) is not null, cancellationToken);
        }

        return _store.Observe(launch.Id)!;
    }

    // Returns once nothing of it runs. A second call with a shorter grace period overtakes the first.
    public async Task StopContainerAsync(ContainerId container, string? signal, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        var began = _context.TimeProvider.GetTimestamp();
        if (!_store.Knows(container))
        {
            throw new ProviderException(ErrorReason.NotFound, $"There is no container {container}.");
        }

        // One that nobody waits for any more may still be starting.
        await UntilAsync(() => _store.Observe(container) is not null, cancellationToken);
        if (_store.ProcessesOf(container) is not var (supervisor, process))
        {
            return;
        }

        if (gracePeriod > TimeSpan.Zero && !_store.HasEnded(container, supervisor))
        {
            await Supervisor.SignalAsync(signal ?? Features.DefaultStopSignal, process, cancellationToken);
            await UntilAsync(() => _store.HasEnded(container, supervisor) || _context.TimeProvider.GetElapsedTime(began) >= gracePeriod, cancellationToken);
        }

        if (!_store.HasEnded(container, supervisor))
        {
            await Supervisor.SignalAsync("SIGKILL", process, cancellationToken);
            await UntilAsync(() => _store.HasEnded(container, supervisor), cancellationToken);
        }
    }

    public async Task RemoveContainerAsync(ContainerId container, CancellationToken cancellationToken)
    {
        await StopContainerAsync(container, null, TimeSpan.Zero, cancellationToken);
        _store.Remove(container);
    }

    public async Task RemoveSandboxAsync(PodId pod, CancellationToken cancellationToken)
    {
        var containers = _store.List().Where(id => id.Pod == pod).ToList();
        if (containers.Count == 0)
        {
            throw new ProviderException(ErrorReason.NotFound, $"There is nothing of the pod {pod}.");
        }

        await Task.WhenAll(containers.Select(id => RemoveContainerAsync(id, cancellationToken)));
    }

    // Every attempt of this owner, then Synced, then each change, of which supervisors tell by files.
    public async IAsyncEnumerable<ContainerWatchItem> WatchContainersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateUnbounded<string>();
        using var watcher = new FileSystemWatcher(_store.Directory);
        watcher.Renamed += (_, change) => changes.Writer.TryWrite(change.Name!);
        watcher.Changed += (_, change) => changes.Writer.TryWrite(change.Name!);

        // It could not tell of everything: whoever watches watches again.
        watcher.Error += (_, failure) => changes.Writer.TryComplete(
            new ProviderException(ErrorReason.Transient, $"Containers cannot be watched: {failure.GetException().Message}"));
        watcher.EnableRaisingEvents = true;

        // A supervisor that was killed tells of nothing: that is looked for.
        await using var timer = _context.TimeProvider.CreateTimer(_ => changes.Writer.TryWrite(""), null, Look, Look);

        var running = new HashSet<ContainerId>();
        foreach (var id in _store.List())
        {
            if (Tell(id, running) is { } item)
            {
                yield return item;
            }
        }

        yield return ContainerWatchItem.Synced;
        await foreach (var file in changes.Reader.ReadAllAsync(cancellationToken))
        {
            foreach (var id in file.Length == 0 ? running.Where(id => !IsRunning(id)).ToList() : _store.IdOf(file) is { } changed ? [changed] : [])
            {
                if (Tell(id, running) is { } item)
                {
                    yield return item;
                }
            }
        }
    }

    // Releases what this instance holds; containers go on.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Null for one that is being started, of which more is heard, and for one that was removed.
    private ContainerWatchItem? Tell(ContainerId id, HashSet<ContainerId> running)
    {
        if (_store.Observe(id) is not { } observation)
        {
            running.Remove(id);
            return null;
        }

        if (observation.State == ContainerRunState.Running)
        {
            running.Add(id);
        }
        else
        {
            running.Remove(id);
        }

        return ContainerWatchItem.For(observation);
    }

    private bool IsRunning(ContainerId id) => _store.Observe(id) is { State: ContainerRunState.Running };

    private async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
        {
            await Task.Delay(Pace, _context.TimeProvider, cancellationToken);
        }
    }

    private static List<string> Addresses()
    {
        List<string> addresses =
        [
            .. NetworkInterface.GetAllNetworkInterfaces()
                .Where(static card => card.OperationalStatus == OperationalStatus.Up)
                .SelectMany(static card => card.GetIPProperties().UnicastAddresses)
                .Select(static one => one.Address)
                .Where(static address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal)
                .Select(static address => address.ToString()),
        ];
        return addresses.Count > 0 ? addresses : [IPAddress.Loopback.ToString()];
    }
}
