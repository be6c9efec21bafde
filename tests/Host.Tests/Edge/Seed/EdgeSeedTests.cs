using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Reeve.Host.Edge.Wire;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.EndToEnd;
using Reeve.Testing;
using Reeve.Testing.Nginx;

namespace Reeve.Host.Tests.Edge.Seed;

/// <summary>Every documented call as it is printed, by the real curl against the real agent, and what it makes reachable.</summary>
public sealed class EdgeSeedTests : IDisposable
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresFact(Component.PodNetwork)]
    public Task Session_PluginProxy_AsPrinted() => SessionAsync("provider: proxy");

    [RequiresFact(Component.PodNetwork, Component.Nginx)]
    public Task Session_PluginNginx_AsPrinted() => SessionAsync($"provider: nginx\n    options: {{program: {NginxProgramFile.Path}}}");

    private async Task SessionAsync(string provider)
    {
        using (var certificates = new TestCertificates(TimeProvider.System.GetUtcNow()))
        {
            certificates.WriteTo(_directory, "agent1.medge.gq", "hamburg.mex-tdg.mobiledgex.net");
        }

        await File.WriteAllTextAsync(_directory["reeve.yaml"], $"""
            proxies:
              - name: edge
                {provider}
                certificates:
                  - name: site
                    default: true
                    chainFile: tls.pem
                    keyFile: tls.key
            edgeApi:
              rest: 0.0.0.0:18889
            """);
        await using var machine = await EdgeNamespace.StartAsync(_directory);
        await using (await StartAsync(machine))
        {
            await PathsAsync(machine);
            await PortsAsync(machine);
            await GrpcAsync(machine);
            Assert.Contains("no provisioner", (await CurlAsync(machine, "provision")).Body, StringComparison.Ordinal);
            Assert.Contains("no provisioner", (await CurlAsync(machine, "destroy")).Body, StringComparison.Ordinal);
        }

        // What was added is there after a restart, and what was deleted is not.
        await using (await StartAsync(machine))
        {
            Assert.Equal("8081 saw /", (await CurlAsync(machine, "proxy-use")).Body);
            Assert.Equal("""{"message":"list","status":"[]"}""", (await CurlAsync(machine, "nginx-list")).Body);
        }
    }

    private async Task PathsAsync(EdgeNamespace machine)
    {
        Assert.Equal((200, """{"message":"add","status":"OK"}"""), await CurlAsync(machine, "proxy-add"));
        Assert.Equal((200, "8081 saw /"), await CurlAsync(machine, "proxy-use"));
        Assert.Equal((200, "8081 saw /below?a=b"), await CurlAsync(machine, "proxy-use", ("/test2", "/test2/below?a=b")));
        Assert.Equal(404, (await CurlAsync(machine, "proxy-use", ("/test2", "/other"))).Status);
    }

    private async Task PortsAsync(EdgeNamespace machine)
    {
        Assert.Equal((200, """{"message":"OK"}"""), await CurlAsync(machine, "nginx-add"));
        Assert.Equal((200, "8888 saw /hello"), await CurlAsync(machine, "proxy-use", ("agent1.medge.gq/test2", "hamburg.mex-tdg.mobiledgex.net:8888/hello")));
        Assert.Equal("777 got ping", (await machine.RunAsync("python3", EdgeNamespace.FileOf("peers.py"), "tcp", EdgeNamespace.Address, "7777")).Output);
        Assert.Equal("6666 got ping", (await machine.RunAsync("python3", EdgeNamespace.FileOf("peers.py"), "udp", EdgeNamespace.Address, "6666")).Output);

        var listed = await CurlAsync(machine, "nginx-list");
        Assert.Equal("['test1-nginx-lbproxy' ]", (string?)JsonNode.Parse(listed.Body)!["status"]);
        Assert.Equal(409, (await CurlAsync(machine, "nginx-add")).Status);
        Assert.Equal(409, (await CurlAsync(machine, "nginx-add", ("test1", "test2"), ("8888\",\"path", "8889\",\"path"))).Status); // 8888 is taken
        Assert.Equal((200, """{"message":"OK"}"""), await CurlAsync(machine, "nginx-delete"));
        Assert.Equal((200, """{"message":"list","status":"[]"}"""), await CurlAsync(machine, "nginx-list"));
        Assert.NotEqual(0, (await machine.RunAsync("python3", EdgeNamespace.FileOf("peers.py"), "tcp", EdgeNamespace.Address, "7777")).ExitCode);
    }

    private async Task GrpcAsync(EdgeNamespace machine)
    {
        await File.WriteAllBytesAsync(_directory["mexosagent.pb"], MexosagentReflection.Descriptor.SerializedData.ToByteArray());
        var result = await machine.RunAsync("/usr/bin/python3", EdgeNamespace.FileOf("agent.py"), "127.0.0.1:18888", _directory["mexosagent.pb"]);
        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal(
            """[{"message":"add","status":"OK"},"map[/grpc:http://10.101.101.202:8081 /test2:http://10.101.101.202:8081]",{"message":"delete","status":"OK"},{"message":"list","status":"[]"},{"refused":"UNIMPLEMENTED"},"OK"]""",
            JsonSerializer.Serialize(JsonNode.Parse(result.Output), s_plain));
    }

    private async Task<ReeveProcess> StartAsync(EdgeNamespace machine)
    {
        var agent = ReeveProcess.Start(
            ["serve", "--config", _directory["reeve.yaml"], "--state-dir", _directory["state"], "--insecure-bind", "0.0.0.0"], inside: machine.Inside());
        await Eventually.TrueAsync(
            async () => agent.HasExited ? throw new InvalidOperationException(agent.Error) : (await machine.RunAsync("curl", "--silent", "http://127.0.0.1:18889/healthz")).Output == "ok",
            "the edge API answers");
        return agent;
    }

    private async Task<(int Status, string Body)> CurlAsync(EdgeNamespace machine, string name, params IEnumerable<(string From, string To)> changes)
    {
        var line = (await File.ReadAllTextAsync(EdgeNamespace.FileOf("session.sh"))).Split($"## {name}\n")[1].Split("\n##")[0].Trim();
        foreach (var (from, to) in changes)
        {
            Assert.Contains(from, line, StringComparison.Ordinal);
            line = line.Replace(from, to, StringComparison.Ordinal);
        }

        var result = await machine.RunAsync("env", $"CURL_HOME={_directory.Path}", "bash", "-c", line);
        Assert.True(result.ExitCode == 0, $"{line}: {result.Error}");
        var end = result.Output.LastIndexOf('\n');
        return (int.Parse(result.Output[(end + 1)..], CultureInfo.InvariantCulture), result.Output[..end]);
    }
}
