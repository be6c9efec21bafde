using System.Text;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.TestKit.Conformance;
using Reeve.Workloads;

namespace Reeve.TestKit.Workloads;

/// <summary>What the contract demands of providers whose containers are programs that really run.</summary>
internal static class ProgramCases
{
    public static IReadOnlyList<ConformanceCase<WorkloadSession>> All { get; } =
    [
        new("program.exit-code", "Exit codes are reported exactly, with reason Completed or Error.", ExitCodeAsync),
        new("program.logs", "The output of a container is read back, also after its end.", LogsAsync),
        new("program.init-order", "Init containers run one after another before the others.", InitOrderAsync),
        new("program.init-failure", "A failed init container keeps the others from starting.", InitFailureAsync),
        new("program.restart", "OnFailure starts a failed container again with its count raised and its last end kept.", RestartAsync),
        new("program.never", "Never starts nothing again.", NeverAsync),
        new("program.exec", "A command runs in a container.", ExecAsync),
        new("program.stop-grace", "A program that ignores the signal is killed after the grace period.", StopGraceAsync),
        new("program.stop-shorter", "A second stop with a shorter grace period shortens the first.", StopShorterAsync),
    ];

    private static async Task ExitCodeAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        Applies(session);
        foreach (var (code, reason) in new[] { (0, "Completed"), (7, "Error") })
        {
            var pod = session.Shell($"exit {code}");
            await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
            var main = await session.StateAsync(pod.Id, ContainerRunState.Terminated, cancellationToken).ConfigureAwait(false);
            Require.Equal(code, main.ExitCode, "the exit code");
            Require.Equal(reason, main.Reason, "the reason");
        }
    }

    private static async Task LogsAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        Applies(session);
        var logs = session.Provider.Capability<IPodLogs>();
        Require.Applies(logs is not null, "the provider keeps no logs");
        var pod = session.Shell("echo one; echo two >&2; exit 3");
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, ContainerRunState.Terminated, cancellationToken).ConfigureAwait(false);
        using var output = new MemoryStream();
        await logs!.ReadLogsAsync(pod.Id, "main", new LogQuery { Follow = true }, output, cancellationToken).ConfigureAwait(false);
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order();
        Require.Equal("one,two", string.Join(',', lines), "the lines");
    }

    private static async Task InitOrderAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        Applies(session, PodFeature.InitContainers);
        var pod = WithInit(session, "echo main >> \"$FILES/order\"", "echo first >> \"$FILES/order\"", "sleep 0.1; echo second >> \"$FILES/order\"");
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, ContainerRunState.Terminated, cancellationToken).ConfigureAwait(false);
        var order = await File.ReadAllLinesAsync(Path.Combine(session.Files, "order"), cancellationToken).ConfigureAwait(false);
        Require.Equal("first,second,main", string.Join(',', order), "the order");
    }

    private static async Task InitFailureAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        Applies(session, PodFeature.InitContainers);
        var pod = WithInit(session, "echo main > \"$FILES/main\"", "exit 4", "echo second > \"$FILES/second\"");
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        var first = await session.StateAsync(pod.Id, ContainerRunState.Terminated, cancellationToken, "init-0").ConfigureAwait(false);
        Require.Equal(4, first.ExitCode, "the exit code");
        await Require.StaysAsync(
            () => Directory.GetFiles(session.Files).Length == 0, TimeSpan.FromMilliseconds(500), "another container ran", cancellationToken)
            .ConfigureAwait(false);
    }

    private static async Task RestartAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        Applies(session, PodFeature.Restarts);
        var pod = session.Shell("[ -e \"$FILES/tried\" ] && exit 0; touch \"$FILES/tried\"; exit 5", "OnFailure");
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await Require.EventuallyAsync(
            () => session.Reports.GetValueOrDefault(pod.Id)?.Containers is [{ Attempt: 1, State: ContainerRunState.Terminated }],
            "the second attempt ends", cancellationToken).ConfigureAwait(false);
        var main = session.Reports[pod.Id].Containers[0];
        Require.Equal(0, main.ExitCode, "the exit code of the second attempt");
        Require.Equal(5, main.Last?.ExitCode, "the exit code of the first attempt");
    }

    private static async Task NeverAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        Applies(session);
        var pod = session.Shell("echo run >> \"$FILES/runs\"; exit 1");
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, ContainerRunState.Terminated, cancellationToken).ConfigureAwait(false);
        await Require.StaysAsync(
            () => File.ReadAllLines(Path.Combine(session.Files, "runs")).Length == 1, TimeSpan.FromMilliseconds(500),
            "it ran twice", cancellationToken).ConfigureAwait(false);
    }

    private static async Task ExecAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        Applies(session);
        var exec = session.Provider.Capability<IPodExec>();
        Require.Applies(exec is not null, "the provider runs no commands in containers");
        var pod = session.Sleeper();
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, ContainerRunState.Running, cancellationToken).ConfigureAwait(false);
        using var output = new MemoryStream();
        var code = await exec!.ExecAsync(
            pod.Id, "main", new ExecRequest { Command = ["/bin/sh", "-c", "echo hi; exit 4"], StandardOutput = output }, cancellationToken)
            .ConfigureAwait(false);
        Require.Equal(4, code, "the exit code");
        Require.Equal("hi\n", Encoding.UTF8.GetString(output.ToArray()), "the output");
    }

    private static async Task StopGraceAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pod = await StubbornAsync(session, cancellationToken).ConfigureAwait(false);
        await session.Provider.StopPodAsync(pod.Id, TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
        var main = await session.StateAsync(pod.Id, ContainerRunState.Terminated, cancellationToken).ConfigureAwait(false);
        Require.Equal(137, main.ExitCode, "the exit code");
    }

    private static async Task StopShorterAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pod = await StubbornAsync(session, cancellationToken).ConfigureAwait(false);
        var first = session.Provider.StopPodAsync(pod.Id, TimeSpan.FromMinutes(10), cancellationToken);
        Require.True(!first.IsCompleted, "a stop of a program that ignores the signal returned at once");
        await session.Provider.StopPodAsync(pod.Id, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        await first.WaitAsync(Require.Patience, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ResolvedPod> StubbornAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        Applies(session);
        var pod = session.Shell("trap '' TERM; touch \"$FILES/up\"; while :; do sleep 0.05; done");
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await Require.EventuallyAsync(() => File.Exists(Path.Combine(session.Files, "up")), "the program runs", cancellationToken).ConfigureAwait(false);
        return pod;
    }

    private static ResolvedPod WithInit(WorkloadSession session, string main, params string[] init)
    {
        var shell = session.Shell(main);
        var template = shell.Pod.Spec.Containers[0];
        return session.Resolve(shell.Pod with
        {
            Spec = shell.Pod.Spec with
            {
                InitContainers = [.. init.Select((script, i) => template with { Name = $"init-{i}", Command = ["/bin/sh", "-c", script] })],
            },
        });
    }

    private static void Applies(WorkloadSession session, PodFeature feature = PodFeature.Unknown)
    {
        Require.Applies(session.RunsPrograms, "its containers are no programs");
        Require.Applies(feature == PodFeature.Unknown || session.Provider.Features.Supports(feature), $"{feature} is not supported");
    }
}
