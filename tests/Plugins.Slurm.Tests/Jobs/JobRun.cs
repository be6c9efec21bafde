using System.Diagnostics;
using System.Globalization;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Progress;
using Reeve.Ssh;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Tests.Jobs;

/// <summary>A pod's job, run by bash on this machine as slurmd would run it.</summary>
internal sealed class JobRun : IDisposable
{
    private readonly TempDirectory _root;
    private Process? _process;

    /// <param name="pod">The pod.</param>
    /// <param name="options">How containers run; programs of the machine by default.</param>
    /// <param name="parent">The directory that the pod's is made in.</param>
    public JobRun(ResolvedPod pod, ContainerOptions? options = null, string? parent = null)
    {
        _root = new TempDirectory(parent);
        Directory = _root["pod"];
        Bundle = JobBundling.Create(options ?? new ContainerOptions { Runtime = "none", BackoffSeconds = 0 })
            .Make(pod, new PodPlace { Directory = Directory });
        Write(Bundle.Tree);
    }

    public string Directory { get; }

    public PodBundle Bundle { get; }

    public PodProgress? Progress => File.Exists(Path("status")) ? StatusFile.Parse(File.ReadAllBytes(Path("status"))) : null;

    public static async Task<JobRun> CompleteAsync(ResolvedPod pod, ContainerOptions? options = null)
    {
        var run = new JobRun(pod, options);
        run.Start();
        await run.EndAsync();
        return run;
    }

    public static void Write(RemoteTree tree)
    {
        System.IO.Directory.CreateDirectory(tree.Directory);
        foreach (var file in tree.Files)
        {
            var path = System.IO.Path.Combine(tree.Directory, file.Path);
            if (file.IsDirectory)
            {
                System.IO.Directory.CreateDirectory(path, (UnixFileMode)file.Mode);
            }
            else if (file.LinkTarget is { } target)
            {
                File.CreateSymbolicLink(path, target);
            }
            else
            {
                File.WriteAllBytes(path, file.Content.ToArray());
                File.SetUnixFileMode(path, (UnixFileMode)file.Mode);
            }
        }
    }

    public string Path(string name) => System.IO.Path.Combine(Directory, name);

    public string Log(string container, int attempt = 0, string stream = "out") =>
        File.Exists(Path($"logs/{container}/{attempt}.{stream}")) ? File.ReadAllText(Path($"logs/{container}/{attempt}.{stream}")) : "";

    /// <summary>Starts the batch script, with the variables that slurmd gives it.</summary>
    public void Start(int job = 7, int requeues = 0, DateTimeOffset? end = null)
    {
        var environment = new Dictionary<string, string>
        {
            ["SLURM_JOB_ID"] = job.ToString(CultureInfo.InvariantCulture),
            ["SLURM_RESTART_COUNT"] = requeues.ToString(CultureInfo.InvariantCulture),
            ["SLURM_NTASKS"] = "2",
        };
        if (end is { } limit)
        {
            environment["SLURM_JOB_END_TIME"] = limit.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }

        _process?.Dispose();
        _process = Tool.Start("bash", [Path("job.sh")], environment);
        _process.StandardInput.Close();

        // Nobody reads a job's output while it runs, so it must not wait for anybody.
        _ = _process.StandardOutput.ReadToEndAsync();
        _ = _process.StandardError.ReadToEndAsync();
    }

    public async Task<int> EndAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process!.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async Task SignalAsync(string signal) =>
        await Tool.RunAsync("kill", ["-s", signal, _process!.Id.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Kills the script and all that it started.</summary>
    public void Kill() => _process!.Kill(entireProcessTree: true);

    public async Task UntilAsync(Func<PodProgress, bool> condition, string what) =>
        await Eventually.TrueAsync(() => Progress is { } progress && condition(progress), what);

    public ContainerReport Container(string name) => Progress!.Containers.Single(container => container.Name == name);

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
        }

        _process?.Dispose();
        _root.Dispose();
    }
}
