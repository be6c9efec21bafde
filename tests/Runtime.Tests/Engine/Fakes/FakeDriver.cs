using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Fakes;

/// <summary>A driver whose containers do what the test says.</summary>
internal sealed class FakeDriver(TimeProvider clock) : IContainerDriver, IContainerExec, IContainerUpdate, IContainerStats, IPodAdmission, ICapabilities
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ContainerId, ContainerObservation> _containers = [];
    private Channel<ContainerWatchItem>? _watch;

    public DriverFeatures Features { get; set; } = new() { RuntimeName = "fake", PrivateMounts = true };

    /// <summary>Everything that was asked for, in order: <c>start a#0</c>, <c>stop a#0 SIGTERM 30</c>, <c>exec a#0 x</c>.</summary>
    public List<string> Calls { get; } = [];

    public List<ContainerLaunch> Launches { get; } = [];

    public HashSet<Type> Lacking { get; } = [];

    public PodFacts Facts { get; set; } = new() { PodIPs = ["10.1.2.3"], HostIPs = ["192.0.2.1"] };

    /// <summary>Instead of starting a container: an observation, or an exception.</summary>
    public Func<ContainerLaunch, ContainerObservation?> OnStart { get; set; } = static _ => null;

    /// <summary>Starts return once it is completed.</summary>
    public Task StartGate { get; set; } = Task.CompletedTask;

    /// <summary>What the driver's own admission says of every pod.</summary>
    public IReadOnlyList<FieldError> Errors { get; set; } = [];

    public Func<Sandbox, Exception?> OnPrepare { get; set; } = static _ => null;

    /// <summary>The exit code of a container that gets its stop signal; null: it ignores it.</summary>
    public Func<string, int?> OnSignal { get; set; } = static _ => 143;

    public Func<ContainerId, ExecRequest, CancellationToken, Task<int>> OnExec { get; set; } = static (_, _, _) => Task.FromResult(0);

    public Func<ContainerId, PodChangeResult> OnResize { get; set; } =
        static _ => new PodChangeResult { Change = PodChanges.Resources, Outcome = PodChangeOutcome.Applied };

    /// <summary>Items given to the engine's watch.</summary>
    public int Written { get; private set; }

    /// <summary>How often the engine began to watch.</summary>
    public int Watches { get; private set; }

    public bool HoldSync { get; set; }

    public T? Find<T>()
        where T : class => Lacking.Contains(typeof(T)) ? null : this as T;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public async IAsyncEnumerable<NodeDescription> WatchNodeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new NodeDescription();
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public Task<PodFacts> PrepareSandboxAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        Note($"prepare {sandbox.Id}");
        return OnPrepare(sandbox) is { } failure ? Task.FromException<PodFacts>(failure) : Task.FromResult(Facts);
    }

    public async Task<ContainerObservation> StartContainerAsync(ContainerLaunch launch, CancellationToken cancellationToken)
    {
        Note($"start {launch.Id.Name}#{launch.Id.Attempt}");
        lock (_lock)
        {
            Launches.Add(launch);
        }

        await StartGate.WaitAsync(cancellationToken);
        lock (_lock)
        {
            if (_containers.TryGetValue(launch.Id, out var there))
            {
                return there;
            }
        }

        var observation = OnStart(launch)
            ?? new ContainerObservation { Id = launch.Id, State = ContainerRunState.Running, StartedAt = clock.GetUtcNow() };
        Put(observation);
        return observation;
    }

    public IReadOnlyList<FieldError> Validate(Pod pod) => Errors;

    public async Task StopContainerAsync(ContainerId container, string? signal, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        Note($"stop {container.Name}#{container.Attempt} {signal ?? "SIGTERM"} {gracePeriod.TotalSeconds:0.###}");
        lock (_lock)
        {
            if (!_containers.ContainsKey(container))
            {
                throw new ProviderException(ErrorReason.NotFound, "no such container");
            }
        }

        if (gracePeriod > TimeSpan.Zero && OnSignal(container.Name) is { } exitCode)
        {
            Exit(container, exitCode);
        }
        else
        {
            if (gracePeriod > TimeSpan.Zero)
            {
                await Task.Delay(gracePeriod, clock, cancellationToken);
            }

            Exit(container, 137, 9);
        }
    }

    public Task RemoveContainerAsync(ContainerId container, CancellationToken cancellationToken)
    {
        Note($"remove {container.Name}#{container.Attempt}");
        lock (_lock)
        {
            _containers.Remove(container);
        }

        return Task.CompletedTask;
    }

    public Task RemoveSandboxAsync(PodId pod, CancellationToken cancellationToken)
    {
        Note($"remove {pod}");
        lock (_lock)
        {
            foreach (var id in _containers.Keys.Where(id => id.Pod == pod).ToList())
            {
                _containers.Remove(id);
            }
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<ContainerWatchItem> WatchContainersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<ContainerWatchItem> watch;
        lock (_lock)
        {
            Watches++;
            watch = _watch = Channel.CreateUnbounded<ContainerWatchItem>();
            foreach (var observation in _containers.Values)
            {
                Write(ContainerWatchItem.For(observation));
            }

            if (!HoldSync)
            {
                Write(ContainerWatchItem.Synced);
            }
        }

        await foreach (var item in watch.Reader.ReadAllAsync(cancellationToken))
        {
            yield return item;
        }
    }

    public Task<int> ExecAsync(ContainerId container, ExecRequest request, CancellationToken cancellationToken)
    {
        Note($"exec {container.Name}#{container.Attempt} {string.Join(' ', request.Command)}");
        return OnExec(container, request, cancellationToken);
    }

    public Task<PodChangeResult> UpdateResourcesAsync(ContainerId container, ResourceRequirements resources, CancellationToken cancellationToken)
    {
        Note($"resize {container.Name}#{container.Attempt}");
        return Task.FromResult(OnResize(container));
    }

    public Task<IReadOnlyDictionary<ContainerId, ContainerStats>> GetStatsAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyDictionary<ContainerId, ContainerStats>>(
                _containers.Where(pair => pair.Value.State == ContainerRunState.Running)
                    .ToDictionary(pair => pair.Key, pair => new ContainerStats { Name = pair.Key.Name, Time = clock.GetUtcNow() }));
        }
    }

    /// <summary>The newest running attempt of a container.</summary>
    public ContainerId? Running(string name)
    {
        lock (_lock)
        {
            return _containers.Values.Where(item => item.Id.Name == name && item.State == ContainerRunState.Running)
                .MaxBy(item => item.Id.Attempt)?.Id;
        }
    }

    /// <summary>A container ends by itself.</summary>
    public void Exit(string name, int exitCode, bool oom = false) => Exit(Running(name)!, exitCode, oom: oom);

    public void Exit(ContainerId id, int exitCode, int signal = 0, bool oom = false)
    {
        lock (_lock)
        {
            if (_containers.TryGetValue(id, out var container) && container.State == ContainerRunState.Running)
            {
                Put(container with
                {
                    State = ContainerRunState.Terminated, ExitCode = exitCode, Signal = signal, OomKilled = oom, FinishedAt = clock.GetUtcNow(),
                });
            }
        }
    }

    public void Put(ContainerObservation observation)
    {
        lock (_lock)
        {
            _containers[observation.Id] = observation;
            Write(ContainerWatchItem.For(observation));
        }
    }

    /// <summary>Forgets a container without a word.</summary>
    public void Lose(string name)
    {
        lock (_lock)
        {
            _containers.Remove(Running(name)!);
        }
    }

    public void Sync()
    {
        lock (_lock)
        {
            Write(ContainerWatchItem.Synced);
        }
    }

    /// <summary>The watch ends, as when a plugin is replaced.</summary>
    public void EndWatch() => _watch!.Writer.Complete();

    public IReadOnlyList<string> CallsOf(string verb)
    {
        lock (_lock)
        {
            return [.. Calls.Where(call => call.StartsWith(verb + " ", StringComparison.Ordinal)).Select(call => call[(verb.Length + 1)..])];
        }
    }

    private void Write(ContainerWatchItem item)
    {
        // What happens before anybody watches is listed later.
        if (_watch?.Writer.TryWrite(item) == true)
        {
            Written++;
        }
    }

    private void Note(string call)
    {
        lock (_lock)
        {
            Calls.Add(call);
        }
    }
}
