using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Reeve.EndToEnd.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Reeve.Testing.Slurm;

namespace Reeve.EndToEnd.Slurm;

/// <summary>Everything between a cluster's pods and their jobs is killed while they run.</summary>
public sealed class SlurmFaultTests
{
    private const int Count = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [RequiresFact(Component.SlurmNode)]
    public async Task FiftyJobs_AgentSshdSlurmctldAndASlurmdAreKilled_EachRanOnceAndEndsAsItDid()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var cluster = await SlurmCluster.StartAsync(SlurmSite.Size);
        using var files = new TempDirectory();
        await File.WriteAllTextAsync(files["config.json"], Configuration(cluster.Login));
        await using var agent = await NodeAgent.StartAsync(plane, "faults", new NodeAgentOptions { Provider = "slurm", Arguments = ["--config", files["config.json"]] });
        var work = cluster.Login.SharedDirectory;
        await Task.WhenAll(Enumerable.Range(0, Count).Select(number => plane.Admin.CreateAsync(agent.Pods, Pod(agent.Name, number, work))));
        await UntilAsync(() => Enumerable.Range(0, Count).All(number => File.Exists(Path.Combine(work, $"ran-{number}"))), "all jobs run");

        // slurmctld writes down what it knows some seconds after a change: what it forgets when killed before, it kills itself on the nodes. Its last change
        // may lie before the last script's beginning.
        var changed = DateTime.UtcNow;
        var one = (await cluster.RunAsync("squeue", "--noheader", "--format=%A")).Split('\n')[0].Trim();
        await cluster.RunAsync("scontrol", "update", $"JobId={one}", "AdminComment=changed");
        var saved = Path.Combine(cluster.Directory, "state", "ctld", "job_state");
        await UntilAsync(() => File.Exists(saved) && File.GetLastWriteTimeUtc(saved) > changed, "slurmctld has saved its jobs");

        // 1. Everything at once. The sessions of sshd go too, or the agent's connection would hardly notice.
        var sessions = Children(cluster.ProcessIdOf("sshd"));
        await Task.WhenAll(agent.KillAsync(), cluster.KillAsync("slurmctld"), cluster.KillAsync("slurmd-node1"), cluster.KillAsync("sshd"));
        sessions.ForEach(Kill);

        // 2. Half of the jobs end while nobody looks.
        await File.WriteAllTextAsync(Path.Combine(work, "go-0"), "");
        foreach (var part in (string[])["slurmctld", "slurmd-node1", "sshd"])
        {
            await cluster.StartAsync(part);
        }

        agent.Start();
        await plane.Admin.WaitListAsync(agent.Pods, pods => pods.Count(HasEnded) >= Count / 2, "half of them have ended", Patience);

        // 3. The rest ends after the agent has lost its connection once more.
        Children(cluster.ProcessIdOf("sshd")).ForEach(Kill);
        await File.WriteAllTextAsync(Path.Combine(work, "go-1"), "");
        await plane.Admin.WaitListAsync(agent.Pods, pods => pods.Count(HasEnded) == Count, "all have ended", Patience);

        foreach (var number in Enumerable.Range(0, Count))
        {
            var pod = await plane.Admin.GetAsync($"{agent.Pods}/job-{number}");
            Assert.Equal("ran\n", await File.ReadAllTextAsync(Path.Combine(work, $"ran-{number}")));
            Assert.Equal("ended\n", await File.ReadAllTextAsync(Path.Combine(work, $"ended-{number}")));
            Assert.Equal((number % 3).ToString(CultureInfo.InvariantCulture), pod!.Text("status.containerStatuses.0.state.terminated.exitCode"));
            Assert.Equal(number % 3 == 0 ? "Succeeded" : "Failed", pod!.Text("status.phase"));
            Assert.Equal("0", pod!.Text("status.containerStatuses.0.restartCount"));
        }
    }

    private static bool HasEnded(JsonNode pod) => pod.Text("status.phase") is "Succeeded" or "Failed";

    private static string Configuration(SlurmLogin login) => $$"""
        {
          "providers": {
            "slurm": {
              "directory": "{{login.SharedDirectory}}/pods",
              "ssh": {
                "hosts": ["{{login.Host}}:{{login.Port}}"], "user": "{{login.User}}", "keyFile": "{{login.KeyFile}}",
                "knownHostsFile": "{{login.KnownHostsFile}}", "configFile": "none"
              },
              "containers": { "runtime": "none" },
              "polling": { "minIntervalSeconds": 0.5, "maxIntervalSeconds": 2 },
              "statusIntervalSeconds": 0.5
            }
          }
        }
        """;

    // Appends, so that a second run would show.
    private static string Pod(string node, int number, string work)
    {
        var script = $"cd {work}; echo ran >>ran-{number}; until [ -e go-{number % 2} ]; do sleep 1; done; echo ended >>ended-{number}; exit {number % 3}";
        return $$"""
            {
              "metadata": { "name": "job-{{number}}" },
              "spec": {
                "nodeName": "{{node}}", "restartPolicy": "Never", "terminationGracePeriodSeconds": 1,
                "containers": [{ "name": "main", "image": "host:", "command": ["/bin/sh", "-c", "{{script}}"] }]
              }
            }
            """;
    }

    private static List<int> Children(int process)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task/{process}/children");
        return [.. File.ReadAllText(path).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
    }

    private static void Kill(int number)
    {
        try
        {
            using var process = Process.GetProcessById(number);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It ended by itself.
        }
    }

    private static async Task UntilAsync(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, $"Not within {Patience}: {what}");
            await Task.Delay(50);
        }
    }
}
