using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Planning;
using Reeve.Runtime.Engine.Probes;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Testing;
using Reeve.Testing.Http;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Probes;

public sealed class NetworkProbeTests : IDisposable
{
    private readonly HttpMessageInvoker _http = ProbeClient.Create();

    public void Dispose() => _http.Dispose();

    private async Task<ProbeResult> RunAsync(Probe probe, Container? container = null, PodFacts? facts = null)
    {
        var runner = new ProbeRunner(new FakeDriver(TimeProvider.System), _http, TimeProvider.System, new ProbeCounts());
        var id = new ContainerId { Pod = TestPods.Id(), Name = "a", Attempt = 0 };
        return await runner.RunAsync(
            new ProbeTrack(ProbeKind.Readiness, probe with { TimeoutSeconds = 20 }),
            id,
            container ?? TestPods.Container("a"),
            facts ?? new PodFacts(),
            CancellationToken.None);
    }

    private static Probe Get(int port, string path = "/", params HTTPHeader[] headers) =>
        new() { HttpGet = new HTTPGetAction { Port = port, Path = path, HttpHeaders = headers } };

    [Theory]
    [InlineData(200, ProbeOutcome.Success)]
    [InlineData(204, ProbeOutcome.Success)]
    [InlineData(304, ProbeOutcome.Warning)]
    [InlineData(404, ProbeOutcome.Failure)]
    [InlineData(500, ProbeOutcome.Failure)]
    public async Task Http_Status_Decides(int status, object outcome)
    {
        await using var server = new LoopbackServer(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        var result = await RunAsync(Get(server.Address.Port));
        Assert.Equal((ProbeOutcome)outcome, result.Outcome);
        if (status >= 400)
        {
            Assert.Equal($"HTTP probe failed with statuscode: {status} (Get \"http://127.0.0.1:{server.Address.Port}/\")", result.Output);
        }
    }

    [Fact]
    public async Task Http_PathHeadersAndNamedPort_AreSent()
    {
        var seen = "";
        await using var server = new LoopbackServer(context =>
        {
            var request = context.Request;
            seen = $"{request.Path}{request.QueryString} {request.Host} {request.Headers["X-Probe"]} {request.Headers.UserAgent} {request.Headers.Accept}";
            return Task.CompletedTask;
        });
        var container = TestPods.Container("a") with { Ports = [new ContainerPort { Name = "web", Port = server.Address.Port }] };
        var probe = new Probe
        {
            HttpGet = new HTTPGetAction
            {
                Port = "web", Path = "healthz?full=1",
                HttpHeaders = [new() { Name = "Host", Value = "example.org" }, new() { Name = "X-Probe", Value = "1" }, new() { Name = "Accept", Value = "" }],
            },
        };
        Assert.Equal(ProbeOutcome.Success, (await RunAsync(probe, container, new PodFacts { PodIPs = ["127.0.0.1"] })).Outcome);
        Assert.Equal("/healthz?full=1 example.org 1 kube-probe/1.36 ", seen);
    }

    [Fact]
    public async Task Http_UnknownPortName_CannotBeRun()
    {
        var result = await RunAsync(new Probe { HttpGet = new HTTPGetAction { Port = "web" } });
        Assert.Equal(ProbeOutcome.Error, result.Outcome);
        Assert.Contains("couldn't find port: web", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http_RedirectOnTheSameHost_IsFollowed()
    {
        await using var server = new LoopbackServer(context =>
        {
            if (context.Request.Path == "/")
            {
                context.Response.Redirect("/there");
            }
            else
            {
                context.Response.StatusCode = 503;
            }

            return Task.CompletedTask;
        });
        Assert.Equal(
            $"HTTP probe failed with statuscode: 503 (Get \"http://127.0.0.1:{server.Address.Port}/there\")", (await RunAsync(Get(server.Address.Port))).Output);
    }

    [Fact]
    public async Task Http_RedirectToAnotherHost_IsAWarning()
    {
        await using var server = new LoopbackServer(static context =>
        {
            context.Response.Redirect("http://elsewhere.invalid/");
            return Task.CompletedTask;
        });
        Assert.Equal(ProbeOutcome.Warning, (await RunAsync(Get(server.Address.Port))).Outcome);
    }

    [Fact]
    public async Task Http_RedirectLoop_Fails()
    {
        await using var server = new LoopbackServer(static context =>
        {
            context.Response.Redirect("/");
            return Task.CompletedTask;
        });
        Assert.Contains("stopped after 10 redirects", (await RunAsync(Get(server.Address.Port))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_SelfSigned_IsNotChecked()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UnixEpoch.AddYears(50);
        using var certificate = new CertificateRequest("CN=probe", key, HashAlgorithmName.SHA256).CreateSelfSigned(now, now.AddYears(1));
        await using var server = new LoopbackServer(
            static _ => Task.CompletedTask, listen => listen.UseHttps(X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null)));
        var probe = new Probe { HttpGet = new HTTPGetAction { Port = server.Address.Port, Scheme = "HTTPS" } };
        Assert.Equal(ProbeOutcome.Success, (await RunAsync(probe)).Outcome);
    }

    [Fact]
    public async Task Network_NobodyListens_Fails()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        foreach (var (probe, target) in new (Probe, string)[]
        {
            (Get(port, "/ready"), $"Get \"http://127.0.0.1:{port}/ready\": "),
            (new Probe { TcpSocket = new TCPSocketAction { Port = port, Host = "127.0.0.1" } }, $"dial tcp 127.0.0.1:{port}: "),
            (new Probe { Grpc = new GRPCAction { Port = port } }, $"grpc health check of 127.0.0.1:{port}: "),
        })
        {
            var result = await RunAsync(probe);
            Assert.Equal(ProbeOutcome.Failure, result.Outcome);
            Assert.StartsWith(target, result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Network_NoAnswerInTime_SaysWhatWasAsked()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var clock = new ManualTimeProvider();
        var runner = new ProbeRunner(new FakeDriver(clock), _http, clock, new ProbeCounts());
        foreach (var (probe, target) in new (Probe, string)[]
        {
            (Get(port), $"Get \"http://127.0.0.1:{port}/\""),
            (new Probe { Grpc = new GRPCAction { Port = port } }, $"grpc health check of 127.0.0.1:{port}"),
        })
        {
            var run = runner.RunAsync(
                new ProbeTrack(ProbeKind.Readiness, probe with { TimeoutSeconds = 3 }),
                new ContainerId { Pod = TestPods.Id(), Name = "a", Attempt = 0 },
                TestPods.Container("a"),
                new PodFacts(),
                CancellationToken.None);
            clock.Advance(TimeSpan.FromSeconds(3));
            var result = await run;
            Assert.Equal(ProbeOutcome.Failure, result.Outcome);
            Assert.Equal($"{target}: context deadline exceeded: no answer within 3s", result.Output);
        }
    }

    [Fact]
    public async Task Tcp_SomebodyListens_IsGood()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Assert.Equal(ProbeOutcome.Success, (await RunAsync(new Probe { TcpSocket = new TCPSocketAction { Port = port } })).Outcome);
    }

    [Theory]
    [InlineData(1, "0", ProbeOutcome.Success, "service healthy")]
    [InlineData(2, "0", ProbeOutcome.Failure, "service unhealthy (responded with \"NOT_SERVING\")")]
    [InlineData(1, "12", ProbeOutcome.Failure, "does not implement the grpc health protocol")]
    [InlineData(1, "5", ProbeOutcome.Failure, "code 5")]
    public async Task Grpc_Answer_Decides(int serving, string code, object outcome, string output)
    {
        byte[]? asked = null;
        await using var server = new LoopbackServer(
            async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                asked = context.Request is { Path.Value: "/grpc.health.v1.Health/Check", ContentType: "application/grpc" } ? body.ToArray() : null;
                context.Response.ContentType = "application/grpc";
                context.Response.AppendTrailer("grpc-status", code);
                await context.Response.Body.WriteAsync(new byte[] { 0, 0, 0, 0, 2, 8, (byte)serving });
            },
            static listen => listen.Protocols = HttpProtocols.Http2);
        var result = await RunAsync(new Probe { Grpc = new GRPCAction { Port = server.Address.Port, Service = "db" } });
        Assert.Equal((ProbeOutcome)outcome, result.Outcome);
        Assert.Contains(output, result.Output, StringComparison.Ordinal);
        Assert.Equal([0, 0, 0, 0, 4, 0x0A, 2, (byte)'d', (byte)'b'], asked);
    }
}
