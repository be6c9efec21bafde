using System.Globalization;
using System.Text;
using Reeve.EndToEnd.Nodes;
using Reeve.Testing;

namespace Reeve.EndToEnd.Slurm;

/// <summary>kubectl's interactive commands reach into a job on a compute node.</summary>
[Collection(SlurmNodeFixture.Tests)]
public sealed class SlurmStreamTests(SlurmNodeFixture node)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [RequiresFact(Component.SlurmNode)]
    public async Task Exec_InATerminal_HasItsInputItsSizesAndItsCode()
    {
        await node.RunAsync("terminal", Manifests.Forever);
        const string inside = "until [ \"$(stty size 2>/dev/null)\" = \"30 100\" ]; do sleep 0.1; done; echo sized; read word; echo \"got $word\"; "
            + "until [ \"$(stty size 2>/dev/null)\" = \"40 120\" ]; do sleep 0.1; done; echo resized; exit 6";
        var kubectl = node.Plane.Kubectl.Command("exec", "-it", "-n", node.Agent.Namespace, "terminal", "--", "sh", "-c", inside);

        // kubectl asks for a terminal only if it has one itself: script(1) gives it one, and says which.
        var command = $"stty rows 30 cols 100; tty; exec {string.Join(' ', kubectl.Select(word => $"'{word}'"))}";
        using var script = Tool.Start("script", ["--quiet", "--return", "--command", command, "/dev/null"]);
        using var deadline = new CancellationTokenSource(Patience);
        var terminal = await script.StandardOutput.ReadLineAsync(deadline.Token);
        Assert.StartsWith("/dev/", terminal, StringComparison.Ordinal);
        await LineAsync(script.StandardOutput, "sized", deadline.Token);
        await script.StandardInput.WriteAsync("word\n".AsMemory(), deadline.Token);
        await script.StandardInput.FlushAsync(deadline.Token);
        await LineAsync(script.StandardOutput, "got word", deadline.Token);
        Assert.True((await Tool.RunAsync("stty", ["-F", terminal!.Trim(), "rows", "40", "cols", "120"])).Succeeded);
        await LineAsync(script.StandardOutput, "resized", deadline.Token);
        await script.WaitForExitAsync(deadline.Token);

        Assert.Equal(6, script.ExitCode);
    }

    [RequiresFact(Component.SlurmNode)]
    public async Task Attach_ToARunningContainer_ShowsWhatItWritesFromThenOn()
    {
        await node.RunAsync("ticking", "trap 'exit 0' TERM; n=0; while :; do n=`expr $n + 1`; echo tick $n; echo tock $n >&2; sleep 0.5 & wait $!; done");
        await Eventually.TrueAsync(async () => (await node.Agent.LogAsync("ticking", "main")).Contains("tick 2\n", StringComparison.Ordinal), "it ticks");

        using var attach = node.Plane.Kubectl.Start("attach", "-n", node.Agent.Namespace, "ticking", "-c", "main");
        using var deadline = new CancellationTokenSource(Patience);
        var first = Number(await attach.StandardOutput.ReadLineAsync(deadline.Token), "tick ");
        var second = Number(await attach.StandardOutput.ReadLineAsync(deadline.Token), "tick ");
        var error = await attach.StandardError.ReadLineAsync(deadline.Token);
        if (error?.StartsWith("tock ", StringComparison.Ordinal) == false)
        {
            // A hint of kubectl's own.
            error = await attach.StandardError.ReadLineAsync(deadline.Token);
        }

        var problem = Number(error, "tock ");
        attach.Kill();
        await attach.WaitForExitAsync(deadline.Token);

        Assert.True(first > 2, $"What was written before the command is shown from {first} on.");
        Assert.Equal(first + 1, second);
        Assert.True(problem > 2, $"Errors are shown from {problem} on.");
    }

    [RequiresTheory(Component.SlurmNode)]
    [InlineData("server", "status.podIP")]
    [InlineData("loopback", null)]
    public async Task PortForward_ToAServerOfTheContainer_CarriesSeveralConnections(string pod, string? address)
    {
        var port = FreePorts.Find().ToString(CultureInfo.InvariantCulture);
        await node.RunAsync(
            pod, $"mkdir /tmp/www; head -c 1000000 /dev/zero | tr '\\0' x >/tmp/www/long; exec httpd -f -p $ADDRESS:{port} -h /tmp/www",
            $$""" "env": [{ "name": "ADDRESS", {{(address is null ? "\"value\": \"127.0.0.1\"" : $"\"valueFrom\": {{ \"fieldRef\": {{ \"fieldPath\": \"{address}\" }} }}")}} }], """);
        using var deadline = new CancellationTokenSource(Patience);
        await node.ShellAsync(pod, $"until wget -q -O /dev/null http://$ADDRESS:{port}/long; do sleep 0.1; done");

        using var forward = node.Plane.Kubectl.Start("port-forward", "-n", node.Agent.Namespace, $"pod/{pod}", $":{port}");
        const string greeting = "Forwarding from ";
        var line = await forward.StandardOutput.ReadLineAsync(deadline.Token);
        Assert.StartsWith(greeting, line, StringComparison.Ordinal);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{line![greeting.Length..].Split(' ')[0]}") };
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => http.GetStringAsync("long", deadline.Token)));
        forward.Kill();
        await forward.WaitForExitAsync(deadline.Token);

        Assert.All(answers, answer => Assert.Equal(new string('x', 1_000_000), answer));
        // A client that goes is nothing to complain of.
        Assert.DoesNotContain(" error ", node.Agent.Output, StringComparison.Ordinal);
    }

    [RequiresFact(Component.SlurmNode)]
    public async Task Stats_OfAPodOfTwoContainers_AreByContainer()
    {
        await node.Plane.Admin.CreateAsync(node.Agent.Pods, $$"""
            {
              "metadata": { "name": "pair" },
              "spec": {
                "nodeName": "{{node.Agent.Name}}", "terminationGracePeriodSeconds": 1, "tolerations": [{ "operator": "Exists" }],
                "containers": [
                  { "name": "main", "image": "busybox", "command": ["/bin/sleep", "1000"] },
                  { "name": "side", "image": "busybox", "command": ["/bin/sleep", "1000"] }
                ]
              }
            }
            """);

        await Eventually.TrueAsync(
            async () => (await node.Plane.Admin.GetAsync($"{node.Agent.Path}/proxy/stats/summary")).At("pods")!.AsArray()
                .Where(pod => pod.Text("podRef.name") == "pair").SelectMany(pod => pod!["containers"]!.AsArray())
                .Where(container => container.Text("memory.workingSetBytes") is not (null or "0") && container.Text("cpu.usageCoreNanoSeconds") is not null)
                .Select(container => container.Text("name")).Order().SequenceEqual(["main", "side"]),
            "both containers are measured");
    }

    // A terminal repeats what is typed, and ends lines in its own way.
    private static async Task LineAsync(StreamReader output, string wanted, CancellationToken cancellationToken)
    {
        var seen = new StringBuilder();
        try
        {
            while (await output.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Trim('\r') == wanted)
                {
                    return;
                }

                seen.AppendLine(line);
            }
        }
        catch (OperationCanceledException)
        {
            seen.Append("(and nothing more)");
        }

        Assert.Fail($"The terminal does not show \"{wanted}\": {seen}");
    }

    private static int Number(string? line, string before)
    {
        Assert.StartsWith(before, line, StringComparison.Ordinal);
        return int.Parse(line![before.Length..], CultureInfo.InvariantCulture);
    }
}
