using Reeve.EndToEnd.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Slurm;

/// <summary>KNoC's examples on a node of a real control plane, with a real Slurm and Apptainer over real SSH.</summary>
public sealed class KnocSampleTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private ControlPlane _plane = null!;
    private SlurmSite _site = null!;
    private NodeAgent _agent = null!;

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.SlurmNode) is null)
        {
            _plane = await ControlPlane.SharedAsync();
            _site = await SlurmSite.SharedAsync();
            _agent = await _site.StartNodeAsync(_plane, "knoc");
        }
    }

    public async Task DisposeAsync()
    {
        if (_agent is not null)
        {
            await _agent.DisposeAsync();
        }
    }

    [RequiresFact(Component.SlurmNode)]
    public async Task Busyecho_Applied_IsAJobWhoseOutputIsTheLog()
    {
        await ApplyAsync("busyecho.yaml");

        var pod = await EndAsync("busyecho", "Succeeded");

        Assert.Equal("hello 1\nhello 2\nhello 3\n", await _agent.LogAsync("busyecho", "busyecho"));
        Assert.Equal("hello 3\n", await _plane.Kubectl.RunAsync("logs", "-n", _agent.Namespace, "busyecho", "--tail=1"));
        var job = await JobAsync(pod.Text("metadata.uid")!);
        Assert.Contains("TimeLimit=00:10:00", job, StringComparison.Ordinal);
        Assert.Contains("UserId=reevehpc(", job, StringComparison.Ordinal);
    }

    [RequiresFact(Component.SlurmNode)]
    public async Task ConfigMap_Applied_AppearsAsFilesAndVariables()
    {
        await ApplyAsync("configmap.yaml");

        await EndAsync("busyecho-with-cm", "Succeeded");

        Assert.Equal(
            "3\nenemies\nlives\nproperties\nenemies.cheat=true\nsecret.code.allowed=\"$(not) `expanded`\"\n", await _agent.LogAsync("busyecho-with-cm", "busyecho"));
    }

    [RequiresFact(Component.SlurmNode)]
    public async Task Secret_Applied_AppearsInTheContainerAndNowhereElse()
    {
        await ApplyAsync("secret.yaml");

        var pod = await EndAsync("with-secret", "Succeeded");

        Assert.Equal("ada\np$w'd\n400\n", await _agent.LogAsync("with-secret", "main"));
        Assert.DoesNotContain("p$w", await JobAsync(pod.Text("metadata.uid")!), StringComparison.Ordinal);
    }

    [RequiresFact(Component.SlurmNode)]
    public async Task Mpi_Applied_RunsOnceForEachTask()
    {
        await ApplyAsync("mpi.yaml");

        await EndAsync("mpi", "Succeeded");

        var lines = (await _agent.LogAsync("mpi", "main")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Count(line => line == "rank of 4"));
        Assert.Contains("flag --oversubscribe", lines);
    }

    [RequiresFact(Component.SlurmNode)]
    public async Task Diamond_RunByJobs_KeepsItsOrder()
    {
        await ApplyAsync("dag-diamond.yaml");

        var result = await Programs.RunAsync(
            Path.Combine(Repository.Root, "samples", "knoc", "dag.sh"),
            ["diamond", .. _plane.Kubectl.Command("-n", _agent.Namespace).Skip(1)],
            environment: new Dictionary<string, string> { ["PATH"] = $"{Path.GetDirectoryName(_plane.Kubectl.Program)}:{Environment.GetEnvironmentVariable("PATH")}" });

        Assert.True(result.ExitCode == 0, $"{result.Output} {result.Error}");
        var times = new Dictionary<string, long>();
        foreach (var step in (string[])["a", "b", "c", "d"])
        {
            var lines = (await _plane.Kubectl.RunAsync("logs", "-n", _agent.Namespace, $"job/{step}")).Split('\n');
            Assert.Equal(step, lines[1]);
            times[step] = long.Parse(lines[0], System.Globalization.CultureInfo.InvariantCulture);
        }

        Assert.True(times["a"] < times["b"] && times["a"] < times["c"] && times["b"] < times["d"] && times["c"] < times["d"], string.Join(' ', times));
    }

    private async Task ApplyAsync(string sample)
    {
        // Other tests' nodes have the label as well.
        var text = (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "samples", "knoc", sample)))
            .Replace("type: virtual-kubelet", $"kubernetes.io/hostname: {_agent.Name}", StringComparison.Ordinal);
        var applied = await _plane.Kubectl.TryWithInputAsync(text, "apply", "-n", _agent.Namespace, "-f", "-");
        Assert.True(applied.Succeeded, applied.ToString());
    }

    private async Task<System.Text.Json.Nodes.JsonNode> EndAsync(string name, string phase)
    {
        var pod = await _plane.Admin.WaitAsync(
            $"{_agent.Pods}/{name}", found => found.Text("status.phase") is "Succeeded" or "Failed", $"pod {name} ends", Patience);
        Assert.True(pod.Text("status.phase") == phase, $"{pod}\n{_agent.Output}");
        return pod!;
    }

    private async Task<string> JobAsync(string uid)
    {
        var jobs = await _site.Cluster.RunAsync("scontrol", "show", "job", "--oneliner");
        return Assert.Single(jobs.Split('\n'), line => line.Contains(uid, StringComparison.Ordinal));
    }
}
