using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Controller.Polling;
using Reeve.Plugins.Slurm.Tests.Controller.Commands;
using Reeve.Testing;
using Reeve.Testing.Slurm;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Controller.Polling;

/// <summary>How jobs of a real Slurm end when it is not by themselves, on a cluster of their own, for its nodes are taken away.</summary>
public sealed class RealEndTests
{
    [RequiresFact(Component.Slurm)]
    public async Task Watch_NodeIsTakenAway_OneJobFailsAndTheOtherIsPutBack()
    {
        await using var cluster = await SlurmCluster.StartAsync(new SlurmClusterOptions { Nodes = 1, Accounting = false, RestApi = false });
        var shell = new ProcessShell("runuser", "-u", cluster.Login.User, "--", "env", "HOME=/", $"SLURM_CONF={cluster.ConfigurationFile}");
        var controller = ControllerFactory.Create(shell, new ControllerOptions(), TimeProvider.System);
        await using var poller = new JobPoller(
            controller, "reeve-end-", new PollerOptions { MinIntervalSeconds = 0.2, MaxIntervalSeconds = 0.5 }, TimeProvider.System, NullLogger.Instance);
        const string script = "#!/bin/sh\nsleep 600\n";
        var file = Path.Combine(cluster.Login.SharedDirectory, "sleep.sh");
        await File.WriteAllTextAsync(file, script);
        var answers = await controller.SubmitAsync([Job("fails", ("no-requeue", null)), Job("goes-on", ("requeue", null))], CancellationToken.None);
        var (fails, goesOn) = (answers[0].JobId!.Value, answers[1].JobId!.Value);
        poller.Track(fails, goesOn);
        await ViewsAsync(poller, views => views[fails].Phase == JobPhase.Active && views[goesOn].Phase == JobPhase.Active, "both run");

        await cluster.RunAsync("scontrol", "update", "nodename=node1", "state=down", "reason=gone");

        var views = await ViewsAsync(poller, views => views[fails].Phase == JobPhase.Ended && views[goesOn].Phase == JobPhase.Waiting, "one fails, the other waits");
        Assert.Equal(("NodeFailure", true), (views[fails].Reason, views[fails].WasEndedBySlurm));
        Assert.Equal(1, views[goesOn].Job!.Requeues);
        await controller.SignalAsync([goesOn], null, CancellationToken.None);

        JobSubmission Job(string name, (string Name, string? Value) option) => new()
        {
            Name = $"reeve-end-{name}",
            Comment = "reeve/1 test",
            Directory = cluster.Login.SharedDirectory,
            Script = script,
            ScriptPath = file,
            Options = [new JobOption { Name = option.Name, Value = option.Value }],
            OutputPath = "/dev/null",
        };
    }

    private static async Task<IReadOnlyDictionary<long, JobView>> ViewsAsync(JobPoller poller, Func<IReadOnlyDictionary<long, JobView>, bool> condition, string what)
    {
        IReadOnlyDictionary<long, JobView> views = new Dictionary<long, JobView>();
        await Eventually.TrueAsync(
            async () =>
            {
                views = (await poller.RefreshAsync(CancellationToken.None)).Jobs;
                return condition(views);
            },
            what);
        return views;
    }
}
