using Microsoft.Extensions.Logging;
using Reeve.Containers;
using Reeve.Runtime.Engine.Hooks;
using Reeve.Runtime.Engine.Launching;
using Reeve.Runtime.Engine.Logs;
using Reeve.Runtime.Engine.Probes;
using Reeve.Runtime.Engine.Templating;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Runtime.Images;

namespace Reeve.Runtime.Engine.Actors;

/// <summary>What the actors of one engine share.</summary>
internal sealed class EngineServices : IDisposable
{
    // Made when the first pod needs it: the client brings a megabyte or two of the base library with it.
    private readonly Lazy<HttpMessageInvoker> _http = new(ProbeClient.Create);
    private readonly CancellationTokenSource _lifetime = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _working;

    public EngineServices(IContainerDriver driver, EngineContext context)
    {
        Driver = driver;
        Logs = context.Logs;
        Volumes = context.Volumes;
        Images = context.Images;
        PodRanges = context.PodRanges;
        Options = context.Options;
        Clock = context.TimeProvider;
        Random = context.Random;
        Logger = context.Logger;
        Messages = new TerminationMessages(context.Volumes);
        Pods = new PodTable(this);
        Starts = new SemaphoreSlim(Math.Max(1, Options.MaxConcurrentStarts));
    }

    public IContainerDriver Driver { get; }

    public IContainerLogs Logs { get; }

    public IPodVolumes Volumes { get; }

    public IImages Images { get; }

    public Func<IReadOnlyList<string>> PodRanges { get; }

    public EngineOptions Options { get; }

    public TimeProvider Clock { get; }

    public Func<double> Random { get; }

    public ILogger Logger { get; }

    public TerminationMessages Messages { get; }

    public ProbeRunner Probes => field ??= new(Driver, _http.Value, Clock, ProbeCounts);

    public ProbeCounts ProbeCounts { get; } = new();

    public PodTemplates Templates => field ??= new(Images, Clock);

    public HookRunner Hooks => field ??= new(Driver, _http.Value);

    public ReportFeed Feed { get; } = new();

    public PodTable Pods { get; }

    /// <summary>Bounds how many containers are being started.</summary>
    public SemaphoreSlim Starts { get; }

    /// <summary>Cancelled when the engine is disposed of.</summary>
    public CancellationToken Stopping => _lifetime.Token;

    /// <summary>Counts the driver's listings.</summary>
    public int Listing { get; set; }

    /// <summary>Items of the driver's watch that were handed on.</summary>
    public int Watched { get; set; }

    /// <summary>The driver's first listing is complete.</summary>
    public TaskCompletionSource Synced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every pod of the first listing has reported.</summary>
    public TaskCompletionSource Listed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DateTimeOffset Now => Clock.GetUtcNow();

    public string RuntimeName => Driver.Features.RuntimeName;

    /// <summary>Number of actions under way.</summary>
    public int Working => Volatile.Read(ref _working);

    // The driver says what it does only once it has started.
    public LaunchBuilder Launch => field ??= new(Volumes, Logs, Options, Templates, Driver.Features.PrivateMounts);

    public AttemptLogs AttemptLogs => field ??= new(Logs, Driver);

    public EndCollector Ends => field ??= new(Logs, AttemptLogs, Messages, RuntimeName, Logger);

    public void BeginWork() => Interlocked.Increment(ref _working);

    public void EndWork()
    {
        if (Interlocked.Decrement(ref _working) == 0 && Stopping.IsCancellationRequested)
        {
            _drained.TrySetResult();
        }
    }

    /// <summary>Ends what waits for the driver, and returns when nothing does any more.</summary>
    public async Task StopAsync()
    {
        BeginWork();
        await _lifetime.CancelAsync();
        EndWork();
        await _drained.Task;
    }

    public void Dispose()
    {
        _lifetime.Dispose();
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }
}
