using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Reeve.Kubernetes;
using Reeve.Runtime.Nodes.Shutdown;
using Reeve.Runtime.Pods;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Nodes.Shutdown;

public sealed class PodShutdownTests
{
    [Fact]
    public async Task Run_CriticalAndOrdinaryPods_CriticalOnesLastAndWithinTheirTime()
    {
        var ended = new List<string>();
        var ordinary = new TaskCompletionSource();
        var pods = Substitute.For<IPodManager>();
        pods.Pods.Returns([Record("web", null, 60), Record("quick", 5, 2), Record("dns", 2_000_001_000, 60), Record("done", null, 30, PodPhases.Succeeded)]);
        pods.EndPodAsync(Arg.Any<string>(), Arg.Any<TimeSpan?>(), Arg.Any<PodFailure>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            ended.Add($"{call.Arg<string>()} {call.Arg<TimeSpan?>()!.Value.TotalSeconds} {call.Arg<PodFailure>().Reason}");
            return call.Arg<string>() == "web" ? ordinary.Task : Task.CompletedTask;
        });
        var options = new PodShutdownOptions { GracePeriod = TimeSpan.FromSeconds(30), CriticalGracePeriod = TimeSpan.FromSeconds(10) };

        var running = new PodShutdown(pods, options, NullLogger<PodShutdown>.Instance).RunAsync(CancellationToken.None);
        Assert.Equal(["web 20 Terminated", "quick 2 Terminated"], ended);
        ordinary.SetResult();
        await running;

        Assert.Equal(["web 20 Terminated", "quick 2 Terminated", "dns 10 Terminated"], ended);
    }

    [Fact]
    public async Task Run_PodThatIsGone_TheOthersAreEnded()
    {
        var pods = Substitute.For<IPodManager>();
        pods.Pods.Returns([Record("gone", null, 1), Record("web", null, 1)]);
        pods.EndPodAsync("gone", Arg.Any<TimeSpan?>(), Arg.Any<PodFailure>(), Arg.Any<CancellationToken>())
            .Returns(Task.FromException(new ProviderException(ErrorReason.NotFound, "gone")));
        pods.EndPodAsync("web", Arg.Any<TimeSpan?>(), Arg.Any<PodFailure>(), Arg.Any<CancellationToken>()).Returns(Task.CompletedTask);

        await new PodShutdown(pods, new PodShutdownOptions { GracePeriod = TimeSpan.FromSeconds(9) }, NullLogger<PodShutdown>.Instance).RunAsync(CancellationToken.None);

        await pods.Received().EndPodAsync("web", TimeSpan.FromSeconds(1), Arg.Any<PodFailure>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Run_PodsThatArriveMeanwhile_AreRefusedBeforeTheFirstOneEnds()
    {
        var pods = Substitute.For<IPodManager>();
        pods.Pods.Returns([Record("web", null, 1)]);

        await new PodShutdown(pods, new PodShutdownOptions { GracePeriod = TimeSpan.FromSeconds(9) }, NullLogger<PodShutdown>.Instance).RunAsync(CancellationToken.None);

        Received.InOrder(() =>
        {
            pods.RefusePods(Arg.Is<PodFailure>(failure => failure.Reason == "NodeShutdown"));
            pods.EndPodAsync("web", Arg.Any<TimeSpan?>(), Arg.Any<PodFailure>(), Arg.Any<CancellationToken>());
        });
    }

    private static PodRecord Record(string uid, int? priority, long grace, string phase = PodPhases.Running) => new()
    {
        Pod = new Pod
        {
            Metadata = new ObjectMeta { Name = uid, Namespace = "default", Uid = uid },
            Spec = new PodSpec { Priority = priority, TerminationGracePeriodSeconds = grace },
            Status = new PodStatus { Phase = phase },
        },
        Source = "api",
        SourceKey = uid,
    };
}
