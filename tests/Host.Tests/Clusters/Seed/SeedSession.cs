using System.Text.Json.Nodes;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Seed;

/// <summary>Runs documented command lines by a shell and the real curl. What they are silent about is in curl's own configuration: where the hosts are, whom to trust, who calls.</summary>
/// <param name="home">A directory for curl's configuration.</param>
/// <param name="run">Runs a program and its arguments, where that is not here.</param>
internal sealed class SeedSession(string home, Func<IEnumerable<string>, Task<ToolResult>>? run = null)
{
    private static readonly string File = Path.Combine(Repository.Root, "tests", "Host.Tests", "Clusters", "Seed", "session.sh");

    /// <summary>Runs a command line.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="changes">Texts in it to replace.</param>
    /// <returns>What it printed, and the status of the answer.</returns>
    public async Task<(int Status, string Body)> RunAsync(string name, params IEnumerable<(string From, string To)> changes)
    {
        var line = System.IO.File.ReadAllText(File).Split("## " + name + "\n")[1].Split("\n##")[0].Trim();
        foreach (var (from, to) in changes)
        {
            Assert.Contains(from, line, StringComparison.Ordinal);
            line = line.Replace(from, to, StringComparison.Ordinal);
        }

        string[] command = ["env", $"CURL_HOME={home}", "bash", "-c", line];
        var result = await (run is null ? Tool.RunAsync(command[0], command[1..]) : run(command));
        Assert.True(result.ExitCode == 0, $"{line}: {result.Error}");
        var end = result.Output.LastIndexOf('\n');
        return (int.Parse(result.Output[(end + 1)..], System.Globalization.CultureInfo.InvariantCulture), result.Output[..end]);
    }

    /// <summary>Runs a command line that has to work.</summary>
    public async Task<JsonNode> OkAsync(string name, params IEnumerable<(string From, string To)> changes)
    {
        var (status, body) = await RunAsync(name, changes);
        Assert.True(status == 200, $"{name}: {status} {body}");
        return JsonNode.Parse(body)!;
    }

    /// <summary>Waits until the cluster is in a phase, for some minutes where a real one is made.</summary>
    public Task ReachAsync(string phase, int patience = 1) => PatientlyAsync(() => WaitAsync(phase), patience);

    /// <summary>Waits until the last operation is one of this name and has succeeded.</summary>
    public Task EndAsync(string operation, int patience = 1) => PatientlyAsync(
        () => Eventually.TrueAsync(
            async () => (await OkAsync("audit"))["operations"]!.AsArray()[0]! is var last
                && ((string?)last["operation"], (string?)last["Status"]) == (operation, "Success"),
            $"{operation} has succeeded"),
        patience);

    private static async Task PatientlyAsync(Func<Task> wait, int patience)
    {
        while (true)
        {
            try
            {
                await wait();
                return;
            }
            catch (TimeoutException) when (--patience > 0)
            {
                continue;
            }
        }
    }

    private Task WaitAsync(string phase) => Eventually.TrueAsync(
        async () =>
        {
            var cluster = await OkAsync("get");
            return (string?)cluster["status"]!["phase"] switch
            {
                var reached when reached == phase => true,
                "Failed" => throw new InvalidOperationException(cluster.ToJsonString()),
                _ => false,
            };
        },
        $"the cluster is {phase}");
}
