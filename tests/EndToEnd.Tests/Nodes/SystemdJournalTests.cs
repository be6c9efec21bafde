using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Reeve.Testing.Systemd;

namespace Reeve.EndToEnd.Nodes;

/// <summary>A systemd node whose pods write to the machine's journal.</summary>
public sealed class SystemdJournalTests
{
    [RequiresFact(Component.SystemdNode)]
    public async Task Logs_InTheJournal_AreWhatKubectlAsksFor()
    {
        var plane = await ControlPlane.SharedAsync();
        var machine = await SystemdMachine.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(
            plane, "journal", new NodeAgentOptions { Provider = "systemd", Machine = machine, Arguments = ["--set", "providers.systemd.logs=journal"] });
        const string Script = "if [ -e /tmp/again ]; then echo one; echo two >&2; trap 'echo last; exit 0' TERM; while :; do sleep 0.05; done; fi; touch /tmp/again; echo first; echo why >&2; exit 3";
        await plane.Admin.CreateAsync(
            agent.Pods,
            Manifests.Pod("one", Manifests.PodSpec(agent.Name, Script, container: """ "terminationMessagePolicy": "FallbackToLogsOnError", """)));
        var pod = await plane.Admin.WaitAsync($"{agent.Pods}/one", found => found.IsReady() && found.Text("status.containerStatuses.0.restartCount") == "1", "the pod runs again");

        Assert.Contains("why", pod.Text("status.containerStatuses.0.lastState.terminated.message"), StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => (await LogsAsync()).Split('\n').Order().SequenceEqual(["", "one", "two"]), "both lines");
        Assert.Equal(["", "first", "why"], (await LogsAsync("--previous")).Split('\n').Order());
        Assert.Single((await LogsAsync("--tail=1")).Trim().Split('\n'));
        Assert.Equal(2, (await LogsAsync("--limit-bytes=2")).Length);
        Assert.Matches(@"^(20\d\d-\d\d-\d\dT\S+Z (one|two)\n){2}$", await LogsAsync("--timestamps"));
        Assert.Equal("", await LogsAsync($"--since-time={DateTimeOffset.Parse((await LogsAsync("--timestamps", "--tail=1")).Split(' ')[0]).AddHours(1):O}"));

        using var following = plane.Kubectl.Start("logs", "-n", agent.Namespace, "one", "--follow");
        await following.StandardOutput.ReadLineAsync();
        await plane.Kubectl.RunAsync("delete", "pod", "-n", agent.Namespace, "one", "--wait=false");
        Assert.EndsWith("last\n", await following.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);

        Task<string> LogsAsync(params string[] options) => plane.Kubectl.RunAsync(["logs", "-n", agent.Namespace, "one", .. options]);
    }
}
