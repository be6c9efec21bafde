using System.Net;
using System.Net.Sockets;
using System.Text;
using Reeve.Kubernetes;
using Reeve.Testing;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Runner;

public sealed class ProbeTests
{
    private const string Forever = "trap 'exit 0' TERM; echo up; while :; do sleep 0.05; done";

    [LinuxFact]
    public async Task Readiness_ByCommand_FollowsItsOutcome()
    {
        using var flag = new TempDirectory();
        var container = PodSketch.Shell("c", Forever) with
        {
            ReadinessProbe = new Probe { Exec = new ExecAction { Command = ["test", "-e", flag["ready"]] }, PeriodSeconds = 1, FailureThreshold = 1 },
        };
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(container)));
        run.Start();
        await run.UntilAsync(progress => progress.Containers[0] is { Started: true, Ready: false }, "it runs and is not ready");
        await File.WriteAllTextAsync(flag["ready"], "");
        await run.UntilAsync(progress => progress.Containers[0].Ready, "it is ready");
        File.Delete(flag["ready"]);
        await run.UntilAsync(progress => !progress.Containers[0].Ready, "it is not ready any more");
        Assert.Contains(run.Progress!.Events, item => item.Event is { Reason: "Unhealthy", Warning: true, Container: "c" });
        await run.SignalAsync("TERM");
        Assert.Equal(0, await run.EndAsync());
    }

    [LinuxFact]
    public async Task Liveness_ThatFails_StartsTheContainerAgain()
    {
        var container = PodSketch.Shell("c", Forever) with
        {
            LivenessProbe = new Probe { TcpSocket = new TCPSocketAction { Host = "127.0.0.1", Port = 1 }, PeriodSeconds = 1, FailureThreshold = 1 },
        };
        using var run = new JobRun(PodSketch.Resolve(new PodSpec { RestartPolicy = RestartPolicies.Always, Containers = [container] }));
        run.Start();
        await run.UntilAsync(progress => progress.Containers[0].Attempt >= 1, "it was started again");
        Assert.Contains(run.Progress!.Events, item => item.Event.Reason == "Killing");
        await run.SignalAsync("TERM");
        await run.EndAsync();
    }

    [LinuxTheory]
    [InlineData("200 OK", true)]
    [InlineData("302 Found", true)]
    [InlineData("500 Oh", false)]
    [InlineData("no number", false)]
    public async Task Readiness_ByHttp_AsksWithPathAndHeaders(string answer, bool ready)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var requests = new List<string>();
        var served = ServeAsync(listener, answer, requests, stop.Token);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var probe = new Probe
        {
            HttpGet = new HTTPGetAction
            {
                Host = "127.0.0.1", Port = "web", Path = "/health?a=%20$(id)`", HttpHeaders = [new HTTPHeader { Name = "X-Odd", Value = "a \"b\" $(c) \\" }],
            },
            PeriodSeconds = 1,
            FailureThreshold = 1,
        };
        var container = PodSketch.Shell("c", Forever) with { ReadinessProbe = probe, Ports = [new ContainerPort { Name = "web", Port = port }] };
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(container)));
        run.Start();
        await run.UntilAsync(
            progress => ready ? progress.Containers[0].Ready : progress.Events.Any(item => item.Event.Message.Contains("statuscode", StringComparison.Ordinal)), "the probe was answered");
        Assert.Equal(ready, run.Container("c").Ready);
        await run.SignalAsync("TERM");
        await run.EndAsync();
        await stop.CancelAsync();
        await served;

        Assert.StartsWith("GET /health?a=%20$(id)` HTTP/1.1\r\nX-Odd: a \"b\" $(c) \\\r\n", requests[0], StringComparison.Ordinal);
        Assert.Contains($"Host: 127.0.0.1:{port}\r\n", requests[0], StringComparison.Ordinal);
    }

    private static async Task ServeAsync(TcpListener listener, string answer, List<string> requests, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(cancellation);
                var stream = client.GetStream();
                var buffer = new byte[4096];
                var text = new StringBuilder();
                int read;
                while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && (read = await stream.ReadAsync(buffer, cancellation)) > 0)
                {
                    text.Append(Encoding.Latin1.GetString(buffer, 0, read));
                }

                requests.Add(text.ToString());
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n"), cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
