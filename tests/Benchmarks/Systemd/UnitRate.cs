using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Processes;
using Reeve.Benchmarks.Reporting;
using Reeve.Systemd;

namespace Reeve.Benchmarks.Systemd;

/// <summary>How fast pods of a file become units, and what they cost while they run.</summary>
internal sealed class UnitRate(AgentProcess agent, WorkDirectory work, SystemdManager manager) : IDisposable
{
    private const int WarmUps = 1;
    private const int Rounds = 4;
    private const double Goal = 0.8;
    private const string Slice = "reeve.slice";
    private const double Mega = 1e6;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly SleepPods _pods = new() { Grace = 1 };
    private readonly BareUnits _bare = new(manager, work);
    private readonly ThreadCount _threads = new();
    private readonly string _manifests = work.Subdirectory(Directory);
    private int _batch;
    private int _running;

    /// <summary>The directory that the agent watches, in the work directory.</summary>
    public const string Directory = "manifests";

    /// <summary>Pods of a round. They stay: an ext4 without a journal is slow for minutes at making files near those that were deleted.</summary>
    public const int Pods = 100;

    /// <summary>Pods in the end.</summary>
    public const int Many = Pods * (WarmUps + Rounds);

    /// <summary>Measures.</summary>
    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await AddAsync(1);
        await _bare.LearnAsync(UnitFile.Find("reeve-*-*.service").First(IsContainer), UnitFile.Find("reeve-pod*.slice").First());
        await ReferenceAsync(); // so that what systemd keeps after it is not counted with the pods
        var before = (All: GroupMemory.Of(""), Own: GroupMemory.Of(Slice));
        var rate = await Interleaved.RunAsync(WarmUps, Rounds, () => AddAsync(Pods), ReferenceAsync);
        await agent.QuietAsync();
        var load = await LoadAsync();
        var memory = ProcessMemory.Of(agent.Pid);
        var each = (GroupMemory.Of("") - before.All) / 1e3 / Many;
        return
        [
            Rate(rate.Convert(seconds => Pods / seconds)),
            new() { What = $"Memory of each of {Many} pods, with what systemd, bus, journal and kernel hold of it", Measured = new([each]), Unit = "kB", Goal = "under 1 MB", Met = each < 1000 },
            new() { What = "… of which in the pod's own control group", Measured = new([(GroupMemory.Of(Slice) - before.Own) / 1e3 / Many]), Unit = "kB" },
            new() { What = $"Agent with {Many} pods: resident", Measured = new([memory.Resident / Mega]), Unit = "MB", Goal = "under 120 MB", Met = memory.Resident < 120 * Mega },
            new() { What = $"Agent with {Many} pods: load at rest", Measured = new([load]), Unit = "%" },
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => _threads.Dispose();

    // The node has a unit for the namespaces of all its pods besides.
    private static bool IsContainer(string unit) => !unit.EndsWith("-namespaces.service", StringComparison.Ordinal);

    private static Figure Rate(Pair rate) => new()
    {
        What = "Pods started per second", Measured = rate.Measured, Reference = rate.Reference, Unit = "/s",
        Goal = "ratio of at least 0.80", Met = rate.Measured.Median / rate.Reference.Median >= Goal,
    };

    private async Task<double> ReferenceAsync()
    {
        await agent.QuietAsync();
        var start = TimeProvider.System.GetTimestamp();
        await _bare.StartAsync(Pods);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        _bare.Check();
        await _bare.StopAsync(Pods);
        return seconds;
    }

    private async Task<double> AddAsync(int count)
    {
        await File.WriteAllTextAsync(work["pods.yaml"], _pods.Manifest(count, ++_batch));
        await agent.QuietAsync();
        var before = _threads.Now();
        var start = Libc.SinceBoot();
        File.Move(work["pods.yaml"], Path.Combine(_manifests, $"pods-{_batch}.yaml"));
        var looks = 0;
        await agent.WaitAsync(
            $"{count} more containers run", TimeSpan.FromMilliseconds(50),
            () => (_threads.Now() >= before + count || ++looks % 40 == 0) && _pods.Running().Count == _running + count);
        _running += count;
        return (_pods.Running().Max(pid => ProcessTable.StartOf(pid)!.Value) + ProcessTable.Tick - start).TotalSeconds;
    }

    private async Task<double> LoadAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        var before = ProcessTable.ProcessorTimeOf(agent.Pid);
        await Task.Delay(Idle);
        var used = ProcessTable.ProcessorTimeOf(agent.Pid) - before;
        return used is { } time ? 100 * (time / TimeProvider.System.GetElapsedTime(start)) : throw new BenchmarkException("the agent ended");
    }
}
