using Reeve.Plugins;
using Reeve.Runtime.Engine;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Fakes;

/// <summary>An engine over fakes and a clock that the test moves.</summary>
internal sealed class EngineHarness : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PodReport> _reports = [];
    private readonly List<PodEvent> _events = [];
    private readonly HashSet<string> _gone = [];
    private readonly TempDirectory _directory = new();
    private Task _watch = Task.CompletedTask;

    private EngineHarness(FakeDriver? driver, ManualTimeProvider? clock, EngineOptions? options)
    {
        Clock = clock ?? new ManualTimeProvider();
        Driver = driver ?? new FakeDriver(Clock);
        Volumes = new FakeVolumes(_directory.Path);
        Engine = ContainerEngine.Create(Driver, new EngineContext
        {
            Logs = Logs, Volumes = Volumes, Images = Images, TimeProvider = Clock, Random = () => Jitter, PodRanges = static () => ["10.1.2.0/24"], Options = options ?? new EngineOptions(),
        });
    }

    public ManualTimeProvider Clock { get; }

    public FakeDriver Driver { get; }

    public FakeLogs Logs { get; } = new();

    public FakeVolumes Volumes { get; }

    public FakeImages Images { get; } = new();

    public ContainerEngine Engine { get; }

    public double Jitter { get; set; }

    public bool Synced { get; private set; }

    // In this order: what the driver said makes work, work makes reports.
    private bool IsSettled => Driver.Written == Engine.Watched && Engine.IsQuiet && Engine.IsSeen;

    public IReadOnlyList<PodEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    public static async Task<EngineHarness> StartAsync(FakeDriver? driver = null, ManualTimeProvider? clock = null, EngineOptions? options = null)
    {
        var harness = new EngineHarness(driver, clock, options);
        await harness.Engine.StartAsync(CancellationToken.None);
        harness._watch = harness.WatchAsync();
        return harness;
    }

    /// <summary>Starts a pod and waits until nothing more happens by itself.</summary>
    public async Task RunAsync(ResolvedPod pod)
    {
        await Engine.StartPodAsync(pod, CancellationToken.None);
        await SettleAsync();
    }

    public async Task ExitAsync(string name, int exitCode)
    {
        Driver.Exit(name, exitCode);
        await SettleAsync();
    }

    /// <summary>Moves the clock in steps, and lets everything happen after each.</summary>
    public async Task AdvanceAsync(double seconds, double step = 1)
    {
        await SettleAsync();
        for (var passed = 0d; passed < seconds; passed += step)
        {
            Clock.Advance(TimeSpan.FromSeconds(Math.Min(step, seconds - passed)));
            await SettleAsync();
        }
    }

    /// <summary>The driver's watch ends, as when a plugin is replaced, and is begun again.</summary>
    public async Task ReplaceDriverAsync()
    {
        var watches = Driver.Watches;
        Driver.EndWatch();
        await Eventually.TrueAsync(
            () =>
            {
                Clock.Advance(TimeSpan.FromMilliseconds(100));
                return Driver.Watches > watches;
            },
            "the engine watches again");
        await SettleAsync();
    }

    /// <summary>Waits until the engine has nothing left to decide or do, and the test has seen all that it reported.</summary>
    public async Task SettleAsync()
    {
        for (var i = 0; !IsSettled; i++)
        {
            if (i < 200)
            {
                await Task.Yield();
            }
            else
            {
                await Eventually.TrueAsync(() => IsSettled, "the engine is quiet, and what it reported is seen");
            }
        }
    }

    public PodReport? Report(string uid = "uid-1")
    {
        lock (_lock)
        {
            return _reports.GetValueOrDefault(uid);
        }
    }

    public bool IsGone(string uid = "uid-1")
    {
        lock (_lock)
        {
            return _gone.Contains(uid);
        }
    }

    public async Task<ContainerReport> ContainerAsync(string name, Func<ContainerReport, bool> condition, string uid = "uid-1")
    {
        await ReportAsync(report => report.Containers.Any(container => container.Name == name && condition(container)), uid);
        return Report(uid)!.Containers.Single(container => container.Name == name);
    }

    public async Task<PodReport> ReportAsync(Func<PodReport, bool> condition, string uid = "uid-1")
    {
        try
        {
            await Eventually.TrueAsync(() => Report(uid) is { } report && condition(report), "the report of the pod");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; last: {Describe(Report(uid))}; calls: {string.Join(", ", Driver.Calls)}");
        }

        return Report(uid)!;
    }

    public Task EventAsync(string reason, string text) => Eventually.TrueAsync(
        () => Events.Any(item => item.Reason == reason && item.Message.Contains(text, StringComparison.Ordinal)), $"event {reason} {text}");

    public T Capability<T>()
        where T : class => Engine.Capability<T>()!;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        await Engine.DisposeAsync();
        _stop.Dispose();
        _directory.Dispose();
    }

    private static string Describe(PodReport? report) => report is null ? "none" : string.Join("; ", report.Containers.Select(container =>
        $"{container.Name}#{container.Attempt} {container.State} {container.Reason} {container.ExitCode} {container.Message}"));

    private async Task WatchAsync()
    {
        try
        {
            await foreach (var item in Engine.WatchPodsAsync(_stop.Token))
            {
                Take(item);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private void Take(PodWatchItem item)
    {
        lock (_lock)
        {
            switch (item.Kind)
            {
                case PodWatchKind.Report:
                    _reports[item.Report!.Id.Uid] = item.Report;
                    _events.AddRange(item.Report.Events);
                    break;
                case PodWatchKind.Removed:
                    _reports.Remove(item.Removed!.Uid);
                    _gone.Add(item.Removed.Uid);
                    break;
                case PodWatchKind.Synced:
                    Synced = true;
                    break;
            }
        }
    }
}
