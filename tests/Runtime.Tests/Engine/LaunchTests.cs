using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine;
using Reeve.Runtime.Engine.Launching;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine;

public class LaunchTests
{
    [Fact]
    public async Task Sandbox_OfANodeWithARange_IsToldOfIt()
    {
        await using var h = await EngineHarness.StartAsync();
        IReadOnlyList<string> ranges = [];
        h.Driver.OnPrepare = sandbox =>
        {
            ranges = sandbox.PodRanges;
            return null;
        };

        await h.RunAsync(TestPods.Simple());

        Assert.Equal(["10.1.2.0/24"], ranges);
    }

    [Fact]
    public async Task Start_DriverRefuses_DoesNotCountAsAnAttempt()
    {
        await using var h = await EngineHarness.StartAsync();
        var refuse = true;
        h.Driver.OnStart = _ => refuse ? throw new ProviderException(ErrorReason.Exhausted, "disk full") : null;
        await h.RunAsync(TestPods.Simple());
        var container = await h.ContainerAsync("a", item => item.Reason == "CreateContainerError");
        Assert.Equal("disk full", container.Message);
        refuse = false;
        await h.AdvanceAsync(10);
        container = await h.ContainerAsync("a", item => item.State == ContainerRunState.Running);
        Assert.Equal(0, container.Attempt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_AnswerIsLost_TheAttemptIsFound(bool runs)
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.OnStart = launch =>
        {
            var there = new ContainerObservation { Id = launch.Id, State = ContainerRunState.Running, StartedAt = h.Clock.GetUtcNow() };
            h.Driver.OnStart = static _ => null;
            _ = h.Driver.StartGate.ContinueWith(
                _ => h.Driver.Put(runs ? there : there with { State = ContainerRunState.Terminated, ExitCode = 3 }), TaskScheduler.Default);
            throw new ProviderException(ErrorReason.Transient, "no answer in time");
        };
        await h.Engine.StartPodAsync(TestPods.Simple(RestartPolicies.Never), CancellationToken.None);
        await h.EventAsync("Failed", "no answer in time");
        var container = await h.ContainerAsync("a", item => item.State == (runs ? ContainerRunState.Running : ContainerRunState.Terminated));
        Assert.Equal(0, container.Attempt);
        await h.Engine.StopPodAsync(TestPods.Id(), TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Null(h.Driver.Running("a"));
        Assert.Equal(["a#0"], h.Driver.CallsOf("start"));
    }

    [Fact]
    public async Task Start_ProgramCannotRun_CountsAndSaysRunContainerError()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.OnStart = launch => new ContainerObservation
        {
            Id = launch.Id, State = ContainerRunState.Terminated, Reason = "StartError", ExitCode = 128, Message = "no such file", FinishedAt = h.Clock.GetUtcNow(),
        };
        await h.RunAsync(TestPods.Simple());
        var container = await h.ContainerAsync("a", item => item.Reason == "RunContainerError");
        Assert.Equal("no such file", container.Message);
        Assert.Equal("StartError", container.Last!.Reason);
        Assert.Equal(128, container.Last.ExitCode);
        await h.AdvanceAsync(10);
        await h.ContainerAsync("a", item => item is { Attempt: 1, Reason: "CrashLoopBackOff" });
    }

    [Fact]
    public async Task Start_ProgramCannotRunUnderNever_Terminates()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.OnStart = static launch => new ContainerObservation
        {
            Id = launch.Id, State = ContainerRunState.Terminated, Reason = "ContainerCannotRun", ExitCode = 128, Message = "mount failed",
        };
        await h.RunAsync(TestPods.Simple(RestartPolicies.Never));
        var report = await h.ReportAsync(item => item.Finished);
        Assert.Equal("ContainerCannotRun", report.Containers[0].Reason);
    }

    [Fact]
    public async Task Problem_OfOneContainer_HoldsThatOneUntilAnUpdate()
    {
        await using var h = await EngineHarness.StartAsync();
        var whole = TestPods.Of(new PodSpec { Containers = [TestPods.Container("a"), TestPods.Container("b")] });
        await h.RunAsync(whole.Change("a", container => container with { Problem = "configmap \"x\" not found" }));
        var container = await h.ContainerAsync("a", item => item.Reason == "CreateContainerConfigError");
        Assert.Equal("configmap \"x\" not found", container.Message);
        await h.ContainerAsync("b", item => item.State == ContainerRunState.Running);
        var results = await h.Capability<IPodUpdate>().UpdatePodAsync(whole, PodChanges.Environment, CancellationToken.None);
        Assert.Equal(PodChangeOutcome.Applied, Assert.Single(results).Outcome);
        await h.ContainerAsync("a", item => item.State == ContainerRunState.Running);
    }

    [Fact]
    public async Task Mounts_Invalid_IsAConfigError()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Volumes.MountFailure = new ProviderException(ErrorReason.Invalid, "subPath leaves the volume");
        await h.RunAsync(TestPods.Of(TestPods.Container("a") with { VolumeMounts = [new VolumeMount { Name = "v", MountPath = "/v" }] }));
        await h.ContainerAsync("a", item => item.Reason == "CreateContainerConfigError");
    }

    [Fact]
    public async Task Volumes_Fail_AreTriedAgain()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Volumes.ApplyFailure = new ProviderException(ErrorReason.Transient, "no space left");
        await h.RunAsync(TestPods.Of(TestPods.Container("a")) with { Volumes = [new EmptyDirVolume { Name = "v" }] });
        await h.EventAsync("FailedMount", "no space left");
        await h.ContainerAsync("a", item => item.Reason == "ContainerCreating");
        h.Volumes.ApplyFailure = null;
        await h.AdvanceAsync(1, 0.1);
        await h.ContainerAsync("a", item => item.State == ContainerRunState.Running);
    }

    [Fact]
    public async Task Sandbox_Unsupported_FailsThePod()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.OnPrepare = static _ => new ProviderException(ErrorReason.Unsupported, "no cgroups here");
        await h.RunAsync(TestPods.Simple());
        var report = await h.ReportAsync(item => item.Finished);
        Assert.Equal("FailedCreatePodSandBox", report.Failure!.Reason);
        Assert.Equal("no cgroups here", report.Failure.Message);
    }

    [Fact]
    public async Task Launch_EnvironmentArgumentsAndMounts_AreComplete()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Images.Resolve = static reference => new ResolvedImage
        {
            Reference = reference, Form = ImageForms.Host, Entrypoint = ["/entry"], Arguments = ["default"],
            Environment = [new("LANG", "C"), new("PATH", "/image/bin")], WorkingDirectory = "/work",
        };
        var pod = TestPods.Of(TestPods.Container("a") with
        {
            Command = [], Args = ["--ip=$(IP)", "$(LANG)", "$$(IP)"],
            VolumeMounts = [new VolumeMount { Name = "my-data", MountPath = "/data" }, new VolumeMount { Name = "my-data", MountPath = "/again" }],
        }).Change("a", container => container with
        {
            Environment = new EnvironmentPlan([new EnvironmentEntry { Name = "IP", Source = EnvironmentSource.PodIP }]),
        });
        await h.RunAsync(pod);
        var launch = Assert.Single(h.Driver.Launches);
        Assert.Equal(["/entry", "--ip=10.1.2.3", "$(LANG)", "$(IP)"], launch.Arguments);
        var environment = launch.Environment.ToDictionary();
        Assert.Equal("10.1.2.3", environment["IP"]);
        Assert.Equal("/image/bin", environment["PATH"]);
        Assert.Equal("web", environment["HOSTNAME"]);
        Assert.Equal("/data", environment["REEVE_MOUNT_MY_DATA"]);
        Assert.Equal("/dev/termination-log", environment["REEVE_TERMINATION_LOG"]);
        Assert.Equal("/work", launch.WorkingDirectory);
        Assert.Equal(1000, launch.OomScoreAdjustment);
        var message = launch.Mounts.Single(mount => mount.Volume.Length == 0);
        Assert.Equal("/dev/termination-log", message.Target);
        Assert.False(message.IsDirectory);
        Assert.True(File.Exists(message.Source));
    }

    [Fact]
    public async Task Launch_WithoutPrivateMounts_NamesThePlacesOnTheMachine()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.Features = new DriverFeatures { RuntimeName = "fake" };
        await h.RunAsync(TestPods.Of(TestPods.Container("a") with { VolumeMounts = [new VolumeMount { Name = "v", MountPath = "/data" }] }));
        var launch = Assert.Single(h.Driver.Launches);
        var environment = launch.Environment.ToDictionary();
        Assert.Equal("/volumes/v", environment["REEVE_MOUNT_V"]);
        Assert.True(File.Exists(environment["REEVE_TERMINATION_LOG"]));
        Assert.Single(launch.Mounts);
    }

    [Fact]
    public async Task PostStart_HoldsTheNextContainerAndStarted()
    {
        await using var h = await EngineHarness.StartAsync();
        var done = new TaskCompletionSource<int>();
        h.Driver.OnExec = (_, _, _) => done.Task;
        await h.Engine.StartPodAsync(
            TestPods.Of(new PodSpec
            {
                Containers =
                [
                    TestPods.Container("a") with { Lifecycle = new Lifecycle { PostStart = new() { Exec = new ExecAction { Command = ["hi"] } } } },
                    TestPods.Container("b"),
                ],
            }),
            CancellationToken.None);
        var container = await h.ContainerAsync("a", item => item.State == ContainerRunState.Running);
        Assert.False(container.Started);
        Assert.Equal(["a#0"], h.Driver.CallsOf("start"));
        done.SetResult(0);
        await h.ContainerAsync("b", item => item.Started);
        await h.ContainerAsync("a", item => item.Started);
    }
}
