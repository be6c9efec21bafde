using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Reeve.Benchmarks.Agents;
using Reeve.Testing;
using Reeve.Testing.Slurm;

namespace Reeve.Benchmarks.Slurm;

/// <summary>What is done to and asked of the cluster that is measured.</summary>
internal sealed partial class SlurmBenchmarkSite(SlurmCluster cluster, WorkDirectory work)
{
    private int _files;
    private int _jobs;

    /// <summary>Writes the agent's configuration and gives its path.</summary>
    public string Configure()
    {
        var login = cluster.Login;
        File.WriteAllText(work["slurm.json"], $$"""
            {
              "nodeName": "bench",
              "providers": { "slurm": {
                "directory": "{{login.SharedDirectory}}/pods",
                "ssh": {
                  "hosts": ["{{login.Host}}:{{login.Port}}"], "user": "{{login.User}}", "keyFile": "{{login.KeyFile}}",
                  "knownHostsFile": "{{login.KnownHostsFile}}", "configFile": "none"
                },
                "containers": { "runtime": "none" }
              } }
            }
            """);
        return work["slurm.json"];
    }

    /// <summary>Jobs per second of a loop of ssh.</summary>
    public async Task<double> LoopAsync(int count)
    {
        var login = cluster.Login;
        string[] command =
        [
            "-F", "none", "-o", "BatchMode=yes", "-o", $"UserKnownHostsFile={login.KnownHostsFile}", "-i", login.KeyFile,
            "-p", login.Port.ToString(CultureInfo.InvariantCulture), $"{login.User}@{login.Host}", "sbatch --output=/dev/null",
        ];
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var result = await Tool.RunAsync("ssh", command, "#!/bin/sh\nsleep 100000\n");
            if (!result.Succeeded)
            {
                throw new BenchmarkException($"sbatch: {result}");
            }
        }

        var rate = count / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await cluster.RunAsync("scancel", "--user", login.User);
        return rate;
    }

    /// <summary>Gives the agent pods, waits until Slurm has their jobs; pods per second.</summary>
    public async Task<double> SubmitAsync(AgentProcess agent, int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                apiVersion: v1
                kind: Pod
                metadata: {name: sleep-{{_files}}-{{i}}}
                spec:
                  restartPolicy: Never
                  containers: [{name: main, image: "host:", command: [/bin/sleep, "100000"]}]
                ---

                """);
        }

        _jobs += count;
        var draft = work[$"draft-{_files}.yaml"];
        await File.WriteAllTextAsync(draft, text.ToString());
        await agent.QuietAsync();
        var start = TimeProvider.System.GetTimestamp();
        File.Move(draft, Path.Combine(work.Subdirectory("manifests"), $"{_files++}.yaml"));
        while (await CountAsync() < _jobs)
        {
            await agent.WaitAsync("the jobs", TimeSpan.FromMilliseconds(20), () => true);
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMinutes(3))
            {
                throw new BenchmarkException($"Slurm has {await CountAsync()} of {_jobs} jobs");
            }
        }

        return count / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>How often the jobs' user has called the controller.</summary>
    public async Task<double> QueriesAsync() =>
        UserCalls().Match(await cluster.RunAsync("sdiag")) is { Success: true } match ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;

    /// <summary>How many bytes the agent's SSH connection has carried.</summary>
    public async Task<double> BytesAsync()
    {
        var port = cluster.Login.Port.ToString(CultureInfo.InvariantCulture);
        var sockets = await Tool.RunAsync("ss", ["-Htin", "state", "established", $"( dport = :{port} )"]);
        return Bytes().Matches(sockets.Output).Sum(match => double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
    }

    private async Task<int> CountAsync() =>
        (await cluster.RunAsync("squeue", "--noheader", "--format=%j")).Split('\n').Count(line => line.StartsWith("reeve-", StringComparison.Ordinal));

    [GeneratedRegex(@"reevehpc\s*\(\s*\d+\)\s*count:\s*(\d+)")]
    private static partial Regex UserCalls();

    [GeneratedRegex(@"bytes_(?:sent|received):(\d+)")]
    private static partial Regex Bytes();
}
