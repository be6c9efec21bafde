using System.Collections.Concurrent;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.TestKit.Conformance;
using Reeve.Workloads;
using ContainerState = Reeve.Workloads.ContainerState;

namespace Reeve.TestKit.Containers;

/// <summary>One opened driver, what it reports, and a pod to start containers in.</summary>
internal sealed class DriverSession : IAsyncDisposable
{
    private readonly ProviderTarget _target;
    private readonly WorkDirectory _directory;
    private readonly CancellationTokenSource _ending = new();
    private OpenedPlugin? _plugin;
    private IContainerDriver? _driver;
    private CancellationTokenSource? _watching;
    private Task _watch = Task.CompletedTask;

    private DriverSession(ProviderTarget target)
    {
        _target = target;
        _directory = new WorkDirectory(target.WorkDirectory);
        Owner = new Owner { Cluster = Guid.NewGuid().ToString("n"), Node = "conformance" };
        Pod = SamplePods.Resolve(Owner, SamplePods.New("conformance"));
    }

    public Owner Owner { get; }

    public ResolvedPod Pod { get; }

    public IContainerDriver Driver => _driver ?? throw new InvalidOperationException("The driver is closed.");

    /// <summary>The newest observation of each attempt.</summary>
    public ConcurrentDictionary<ContainerId, ContainerObservation> Seen { get; } = new();

    /// <summary>Every observation, in order.</summary>
    public ConcurrentQueue<ContainerObservation> History { get; } = new();

    /// <summary>Whether the present watch has said that its listing is complete.</summary>
    public bool Synced { get; private set; }

    public string Files => _directory.Path("files");

    public Sandbox Sandbox => new() { Id = Pod.Id, Pod = Pod, Directory = _directory.Path("pod") };

    public static async Task<DriverSession> OpenAsync(ProviderTarget target, CancellationToken cancellationToken)
    {
        var session = new DriverSession(target);
        try
        {
            await session.OpenAsync(session.Owner, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Closes the driver and loads the plugin anew, as a restarted agent does; what runs is left alone.</summary>
    /// <param name="owner">Another owner, or null for the same one.</param>
    /// <param name="whileClosed">Something to do between.</param>
    public async Task ReopenAsync(CancellationToken cancellationToken, Owner? owner = null, Func<Task>? whileClosed = null)
    {
        await CloseAsync().ConfigureAwait(false);
        if (whileClosed is not null)
        {
            await whileClosed().ConfigureAwait(false);
        }

        Seen.Clear();
        await OpenAsync(owner ?? Owner, cancellationToken).ConfigureAwait(false);
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
            () => Seen.TryGetValue(id, out var seen) && seen.State == ContainerState.Terminated,
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

    /// <summary>Waits until the watch of the opened driver has listed everything.</summary>
    public Task SyncAsync(CancellationToken cancellationToken) =>
        Require.EventuallyAsync(() => Synced, "the watch says Synced", cancellationToken);

    /// <summary>Closes the driver, takes the plugin away, and says whether its load context is gone soon after.</summary>
    public async Task<bool> UnloadsAsync(CancellationToken cancellationToken)
    {
        await RemovePodAsync(Driver).ConfigureAwait(false);
        await CloseDriverAsync().ConfigureAwait(false);
        return await _plugin!.UnloadsAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_driver is not null)
            {
                await RemovePodAsync(_driver).ConfigureAwait(false);
            }
        }
        finally
        {
            await CloseAsync().ConfigureAwait(false);
            _ending.Dispose();
            _directory.Dispose();
        }
    }

    private async Task RemovePodAsync(IContainerDriver driver)
    {
        try
        {
            await driver.RemoveSandboxAsync(Pod.Id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.NotFound)
        {
            // The case removed it, or started nothing.
        }
    }

    private async Task OpenAsync(Owner owner, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Files);
        Directory.CreateDirectory(Sandbox.Directory);
        _plugin = await OpenedPlugin.LoadAsync(_target, _directory, cancellationToken).ConfigureAwait(false);
        _driver = await _plugin.OpenContainerDriverAsync(owner, cancellationToken).ConfigureAwait(false);
        Require.Applies(_driver.Features.Images.HasFlag(ImageForms.Host), "the driver runs no programs of the machine");
        Synced = false;
        _watching = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        _watch = WatchAsync(_driver, _watching.Token);
    }

    private async Task WatchAsync(IContainerDriver driver, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in driver.WatchContainersAsync(cancellationToken).ConfigureAwait(false))
            {
                Synced |= item.Kind == ContainerWatchKind.Synced;
                if (item.Observation is { } observation)
                {
                    Seen[observation.Id] = observation;
                    History.Enqueue(observation);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The session closes the driver.
        }
    }

    private async Task CloseAsync()
    {
        await CloseDriverAsync().ConfigureAwait(false);
        if (_plugin is not null)
        {
            await _plugin.DisposeAsync().ConfigureAwait(false);
            _plugin = null;
        }
    }

    private async Task CloseDriverAsync()
    {
        if (_watching is not null)
        {
            await _watching.CancelAsync().ConfigureAwait(false);
            await _watch.ConfigureAwait(false);
            _watching.Dispose();
            _watching = null;
        }

        if (_driver is not null)
        {
            await _driver.DisposeAsync().ConfigureAwait(false);
            _driver = null;
        }
    }

    private string NewFile(string name)
    {
        var path = _directory.Path(name);
        File.WriteAllBytes(path, []);
        return path;
    }
}
