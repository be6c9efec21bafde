using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Processes;
using Reeve.Benchmarks.Reporting;
using Reeve.Systemd;

namespace Reeve.Benchmarks.Systemd;

/// <summary>How fast pods of a file become units, and what they cost while they run.</summary>
internal sealed class UnitRate(AgentProcess agent, WorkDirectory work, SystemdManager manager) : IDisposable
{
    private const int Rounds = 3;
    private const double Goal = 0.8;
    private const double Mega = 1e6;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly SleepPods _pods = new() { Grace = 1 };
    private readonly BareUnits _bare = new(manager, work);
    private readonly ThreadCount _threads = new();
    private readonly string _manifests = work.Subdirectory(Directory);
    private int _batch;

    /// <summary>The directory that the agent watches, in the work directory.</summary>
    public const string Directory = "manifests";

    /// <summary>Pods of a round.</summary>
    public const int Pods = 200;

    /// <summary>Pods that stay.</summary>
    public const int Many = 500;

    /// <summary>Measures.</summary>
    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await AddAsync(1);
        await _bare.LearnAsync(UnitFile.Find("reeve-*-*.service").First(IsContainer), UnitFile.Find("reeve-pod*.slice").First());
        await RemoveAsync();
        var rate = await Interleaved.RunAsync(1, Rounds, MeasuredAsync, ReferenceAsync);
        return [Rate(rate.Convert(seconds => Pods / seconds)), .. await StayingAsync()];
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

    private async Task<IReadOnlyList<Figure>> StayingAsync()
    {
        await agent.QuietAsync();
        var (all, own) = (GroupMemory.Of(""), GroupMemory.Of("reeve.slice"));
        await AddAsync(Many);
        await agent.QuietAsync();
        var load = await LoadAsync();
        var each = (GroupMemory.Of("") - all) / 1e3 / Many;
        var slices = (GroupMemory.Of("reeve.slice") - own) / 1e3 / Many;
        var memory = ProcessMemory.Of(agent.Pid);
        return
        [
            new() { What = $"Memory of each of {Many} pods, with what systemd, bus, journal and kernel hold of it", Measured = new([each]), Unit = "kB", Goal = "under 1 MB", Met = each < 1000 },
            new() { What = "… of which in the pod's own control group", Measured = new([slices]), Unit = "kB" },
            new() { What = $"Agent with {Many} pods: resident", Measured = new([memory.Resident / Mega]), Unit = "MB", Goal = "under 120 MB", Met = memory.Resident < 120 * Mega },
            new() { What = $"Agent with {Many} pods: load at rest", Measured = new([load]), Unit = "%" },
        ];
    }

    private async Task<double> MeasuredAsync()
    {
        var seconds = await AddAsync(Pods);
        await RemoveAsync();
        return seconds;
    }

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
            $"{count} containers run", TimeSpan.FromMilliseconds(50),
            () => (_threads.Now() >= before + count || ++looks % 40 == 0) && _pods.Running().Count == count);
        return (_pods.Running().Max(pid => ProcessTable.StartOf(pid)!.Value) + ProcessTable.Tick - start).TotalSeconds;
    }

    private async Task RemoveAsync()
    {
        File.Delete(Path.Combine(_manifests, $"pods-{_batch}.yaml"));
        await agent.WaitAsync("the pods are gone", TimeSpan.FromMilliseconds(100), () => _pods.Running().Count == 0 && !UnitFile.Find("reeve-pod*.slice").Any());
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
