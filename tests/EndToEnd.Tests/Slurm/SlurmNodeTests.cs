using System.Text;
using Reeve.EndToEnd.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Slurm;

/// <summary>A Slurm cluster as a node of a real control plane, by kubectl.</summary>
public sealed class SlurmNodeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [RequiresFact(Component.SlurmNode)]
    public async Task Pod_ByKubectl_CanBeFollowedEnteredCopiedToAndDeleted()
    {
        var plane = await ControlPlane.SharedAsync();
        var site = await SlurmSite.SharedAsync();
        await using var agent = await site.StartNodeAsync(plane, "hpc");
        await plane.Admin.CreateAsync(agent.Pods, Pod(agent.Name, "one", "trap 'echo bye; exit 0' TERM; echo started; while :; do sleep 1 & wait $!; done"));
        await plane.Admin.WaitAsync($"{agent.Pods}/one", pod => pod.IsReady(), "the pod runs", Patience);
        var uid = (await plane.Admin.GetAsync($"{agent.Pods}/one")).Text("metadata.uid")!;
        Assert.Contains(uid, await site.Cluster.RunAsync("squeue", "--noheader", "--format=%k"), StringComparison.Ordinal);

        Assert.Equal("7\n", await plane.Kubectl.RunAsync("exec", "-n", agent.Namespace, "one", "--", "sh", "-c", "echo $((3+4)); ls /proc/1 >/dev/null"));
        var failed = await plane.Kubectl.TryAsync("exec", "-n", agent.Namespace, "one", "--", "sh", "-c", "echo bad >&2; exit 4");
        Assert.Equal(4, failed.ExitCode);
        Assert.StartsWith("bad\n", failed.Error, StringComparison.Ordinal);
        Assert.Equal("ABC", (await plane.Kubectl.TryWithInputAsync("abc", "exec", "-i", "-n", agent.Namespace, "one", "--", "tr", "a-z", "A-Z")).Output);

        await Eventually.TrueAsync(
            async () => (await plane.Admin.GetAsync($"{agent.Path}/proxy/stats/summary")).At("pods")!.AsArray()
                .Any(pod => pod.Text("podRef.name") == "one" && pod!["containers"]!.AsArray().Any(container => container.Text("memory.workingSetBytes") is not null)),
            "the pod is measured");

        using var files = new TempDirectory();
        var bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(files["in"], bytes);
        await plane.Kubectl.RunAsync("cp", "-n", agent.Namespace, files["in"], "one:/tmp/there");
        await plane.Kubectl.RunAsync("cp", "-n", agent.Namespace, "one:/tmp/there", files["out"]);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(files["out"]));

        var logs = plane.Kubectl.RunAsync("logs", "-f", "-n", agent.Namespace, "one");
        await plane.Kubectl.RunAsync("delete", "pod", "-n", agent.Namespace, "one", "--wait");
        Assert.Equal("started\nbye\n", await logs);
        Assert.DoesNotContain(uid, await site.Cluster.RunAsync("squeue", "--noheader", "--format=%k"), StringComparison.Ordinal);
    }

    [RequiresFact(Component.SlurmNode)]
    public async Task FiftyPods_AtOnce_AllRunToTheirEnd()
    {
        var plane = await ControlPlane.SharedAsync();
        var site = await SlurmSite.SharedAsync();
        await using var agent = await site.StartNodeAsync(plane, "many");
        var names = Enumerable.Range(0, 50).Select(i => $"many-{i}").ToList();

        await Task.WhenAll(names.Select(name => plane.Admin.CreateAsync(agent.Pods, Pod(agent.Name, name, $"echo {name}; sleep 1"))));
        await plane.Admin.WaitListAsync(agent.Pods, pods => pods.Count == 50 && pods.All(pod => pod.Text("status.phase") == "Succeeded"), "all succeed", Patience);

        foreach (var name in names)
        {
            Assert.Equal($"{name}\n", await agent.LogAsync(name, "main"));
        }

        var jobs = (await site.Cluster.RunAsync("sacct", "--allusers", "--noheader", "--parsable2", "--allocations", "--format=JobName,State"))
            .Split('\n').Where(line => line.StartsWith("reeve-", StringComparison.Ordinal)).Select(line => line.Split('|')[0]).ToList();
        Assert.Equal(jobs.Count, jobs.Distinct().Count());
    }

    private static string Pod(string node, string name, string script) => new StringBuilder(
        Manifests.Pod(name, Manifests.PodSpec(node, script, more: "\"restartPolicy\": \"Never\",")))
        .Replace("host:/bin/sh", "busybox").Replace("\"args\": [", "\"command\": [\"/bin/sh\"], \"args\": [").ToString();
}
