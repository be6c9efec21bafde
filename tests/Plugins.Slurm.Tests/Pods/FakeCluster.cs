using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Controller.Polling;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Jobs.Files;
using Reeve.Plugins.Slurm.Pods;
using Reeve.Plugins.Slurm.Users;
using Reeve.Ssh;
using Reeve.Testing;
using Reeve.TestKit;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Tests.Pods;

/// <summary>A director over a Slurm that a test plays, with real files and programs of this machine.</summary>
internal sealed class FakeCluster : IRemoteUsers, IPodBundler
{
    private readonly TempDirectory _directory = new();
    private readonly CountingShell _shell = new(new LocalShell());
    private PodDirector _director;

    public FakeCluster(double lostSeconds = 300, double abandonedSeconds = 3600)
    {
        Options = new SlurmOptions
        {
            StatusIntervalSeconds = 0.05,
            JobLostSeconds = lostSeconds,
            AbandonedSeconds = abandonedSeconds,
            Polling = new PollerOptions { MinIntervalSeconds = 0.05, MaxIntervalSeconds = 0.2, MaxBackoffSeconds = 0.2 },
        };
        User = new RemoteUser { Name = "this machine", Shell = _shell, Controller = Controller, Root = _directory["pods"] };
        _director = Open();
    }

    public event Action? Grown
    {
        add { }
        remove { }
    }

    public Owner Owner { get; } = new() { Cluster = "c1", Node = "n1" };

    public SlurmOptions Options { get; }

    public FakeController Controller { get; } = new();

    public RemoteUser User { get; }

    /// <summary>The address of the compute node.</summary>
    public string Address { get; init; } = "10.0.0.7";

    public PodDirector Director => _director;

    public CountingShell Shell => _shell;

    public IReadOnlyList<RemoteUser> Known => [User];

    /// <summary>A pod that sleeps.</summary>
    public ResolvedPod Pod(string name = "pod") => SamplePods.Resolve(Owner, SamplePods.New(name));

    public string DirectoryOf(PodId pod) => Path.Combine(User.Root, pod.Token);

    /// <summary>The job of a pod.</summary>
    public SlurmJob JobOf(PodId pod) => Controller.Jobs.Values.Single(job => job.Name == NameOf(pod));

    /// <summary>Uploads a pod and no more, as an agent does that dies before it submits.</summary>
    public Task UploadAsync(ResolvedPod pod) => Shell.UploadAsync([Make(pod, new PodPlace { Directory = DirectoryOf(pod.Id) }).Tree], CancellationToken.None);

    /// <summary>Lets a pod's job run, and write what its containers do.</summary>
    public void Run(PodId pod, string containers, int sequence = 1, bool ended = false)
    {
        var job = JobOf(pod);
        if (!ended)
        {
            Controller.Set(job.Id, one => one with { State = JobState.Running, Nodes = "node1", BatchNode = "node1" });
        }

        WriteStatus(pod, job.Id, containers, sequence, ended);
    }

    /// <summary>Writes a status as a job does.</summary>
    public void WriteStatus(PodId pod, long job, string containers, int sequence = 1, bool ended = false)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"reeve-status 1 {job} 0 {sequence}\npod 1000000 {(ended ? 1 : 0)} node1 {Address}\n");
        text.Append(containers.Length == 0 || containers.EndsWith('\n') ? containers : containers + "\n");
        text.Append(CultureInfo.InvariantCulture, $"end {sequence}\n");
        var file = Path.Combine(DirectoryOf(pod), "status");
        File.WriteAllText(file + ".new", text.ToString());
        File.Move(file + ".new", file, overwrite: true);
        File.WriteAllText(Path.Combine(User.Root, ".changed", pod.Token), "");
    }

    /// <summary>A new agent that knows nothing.</summary>
    public async Task RestartAsync()
    {
        await _director.DisposeAsync();
        _director = Open();
    }

    /// <summary>Waits for a report of a pod.</summary>
    public async Task<PodReport> ReportAsync(PodId pod, Func<PodReport, bool> condition)
    {
        PodReport? report = null;
        await Eventually.TrueAsync(
            () => _director.Book.Find(pod) is { Findings.IsAccepted: true } known && condition(report = PodReports.Of(pod, known.Findings)), $"a report of pod {pod}");
        return report!;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public IReadOnlyList<FieldError> Validate(Pod pod) => [];

    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];

    public Task<PodUser> FindAsync(ResolvedPod pod, CancellationToken cancellationToken) => Task.FromResult(new PodUser { User = User });

    public PodBundle Make(ResolvedPod pod, PodPlace place) => new()
    {
        Tree = new RemoteTree
        {
            Directory = place.Directory,
            Files =
            [
                new RemoteFile
                {
                    Path = PodLayout.Identity,
                    Content = Encoding.UTF8.GetBytes($$"""{"cluster":"{{Owner.Cluster}}","node":"{{Owner.Node}}","uid":"{{pod.Id.Uid}}"}"""),
                },
                new RemoteFile { Path = "volumes", IsDirectory = true, Mode = 0x1C0 },
                .. pod.Volumes.OfType<FilesVolume>().SelectMany(volume => VolumeTree.Whole(volume, $"volumes/{volume.Name}")),
            ],
        },
        Job = new JobSubmission
        {
            Name = NameOf(pod.Id),
            Comment = JobComment.Of(pod.Id),
            Directory = place.Directory,
            Script = "#!/bin/sh\n",
            ScriptPath = $"{place.Directory}/job.sh",
            OutputPath = $"{place.Directory}/job.out",
        },
    };

    public async ValueTask DisposeAsync()
    {
        await _director.DisposeAsync();
        await _shell.DisposeAsync();
        _directory.Dispose();
    }

    private string NameOf(PodId pod) => PodTaker.PrefixOf(Owner) + pod.Token;

    private PodDirector Open()
    {
        var director = new PodDirector(this, this, Options, Owner, TimeProvider.System, NullLogger.Instance);
        director.Start();
        return director;
    }
}
