using System.Collections.Concurrent;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.TestKit.Conformance;
using Reeve.Workloads;

namespace Reeve.TestKit.Containers;

/// <summary>One opened driver, what it reports, and a pod to start containers in.</summary>
internal sealed class DriverSession : ProviderSession<IContainerDriver>
{
    private DriverSession(ProviderTarget target)
        : base(target) => Pod = SamplePods.Resolve(Owner, SamplePods.New("conformance"));

    public ResolvedPod Pod { get; }

    public IContainerDriver Driver => Provider;

    /// <summary>The newest observation of each attempt.</summary>
    public ConcurrentDictionary<ContainerId, ContainerObservation> Seen { get; } = new();

    /// <summary>Every observation, in order.</summary>
    public ConcurrentQueue<ContainerObservation> History { get; } = new();

    public Sandbox Sandbox => new() { Id = Pod.Id, Pod = Pod, Directory = PathOf("pod") };

    public static async Task<DriverSession> OpenAsync(ProviderTarget target, CancellationToken cancellationToken)
    {
        var session = new DriverSession(target);
        await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>Prepares the pod's sandbox and starts a container in it.</summary>
    public async Task<ContainerObservation> StartAsync(ContainerLaunch launch, CancellationToken cancellationToken)
    {
        await Driver.PrepareSandboxAsync(Sandbox, cancellationToken).ConfigureAwait(false);
        return await Driver.StartContainerAsync(launch, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A launch of a shell script.</summary>
    public ContainerLaunch Shell(string name, string script, int attempt = 0, params string[] arguments) =>
        Launch(name, ["/bin/sh", "-c", script, "sh", .. arguments], attempt);

    /// <summary>A launch of a program.</summary>
    public ContainerLaunch Launch(string name, IReadOnlyList<string> arguments, int attempt = 0) => new()
    {
        Id = new ContainerId { Pod = Pod.Id, Name = name, Attempt = attempt },
        Container = new ResolvedContainer { Spec = new Container { Name = name, Image = "host:" }, Kind = ContainerKind.Regular },
        Sandbox = Sandbox,
        Image = new ResolvedImage { Reference = "host:", Form = ImageForms.Host },
        Arguments = arguments,
        Environment = [KeyValuePair.Create("PATH", "/usr/local/bin:/usr/bin:/bin"), KeyValuePair.Create("FILES", Files)],
        StandardOutputPath = NewFile($"{name}-{attempt}.out"),
        StandardErrorPath = NewFile($"{name}-{attempt}.err"),
    };

    /// <summary>Waits until an attempt is reported terminated.</summary>
    public async Task<ContainerObservation> EndAsync(ContainerId id, CancellationToken cancellationToken)
    {
        await Require.EventuallyAsync(
            () => Seen.TryGetValue(id, out var seen) && seen.State == ContainerRunState.Terminated,
            $"the end of {id.Name} is reported",
            cancellationToken).ConfigureAwait(false);
        return Seen[id];
    }

    /// <summary>Waits until a file that a container writes is complete (ends with a line feed) and reads it.</summary>
    public async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var path = System.IO.Path.Combine(Files, file);
        var text = "";
        await Require.EventuallyAsync(
            () => File.Exists(path) && (text = File.ReadAllText(path)).EndsWith('\n'), $"{file} is written", cancellationToken)
            .ConfigureAwait(false);
        return text.TrimEnd('\n');
    }

    protected override async Task<IContainerDriver> OpenProviderAsync(OpenedPlugin plugin, Owner owner, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Sandbox.Directory);
        var driver = await plugin.OpenContainerDriverAsync(owner, cancellationToken).ConfigureAwait(false);
        Require.Applies(driver.Features.Images.HasFlag(ImageForms.Host), "the driver runs no programs of the machine");
        return driver;
    }

    protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        await foreach (var item in Driver.WatchContainersAsync(cancellationToken).ConfigureAwait(false))
        {
            Synced |= item.Kind == ContainerWatchKind.Synced;
            if (item.Observation is { } observation)
            {
                Seen[observation.Id] = observation;
                History.Enqueue(observation);
            }
        }
    }

    protected override void Forget() => Seen.Clear();

    protected override Task RemoveAllAsync() => IgnoreNotFoundAsync(Driver.RemoveSandboxAsync(Pod.Id, CancellationToken.None));

    private string NewFile(string name)
    {
        var path = PathOf(name);
        File.WriteAllBytes(path, []);
        return path;
    }
}
