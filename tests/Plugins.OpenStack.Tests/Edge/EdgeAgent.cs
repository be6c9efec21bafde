using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Reeve.Host.Tests.EndToEnd;
using Reeve.Testing;
using Reeve.Testing.OpenStack;

namespace Reeve.Plugins.OpenStack.Tests.Edge;

/// <summary>The built agent with the provisioner of a real OpenStack, and its edge API.</summary>
internal sealed class EdgeAgent : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly int[] _ports = FreePorts.Find(6);
    private ReeveProcess? _process;

    /// <summary>What the agent has said.</summary>
    public string Log => _process!.Error;

    /// <summary>Starts it, and waits until it answers.</summary>
    public static async Task<EdgeAgent> StartAsync(OpenStackCloud cloud, string project)
    {
        var agent = new EdgeAgent();
        await File.WriteAllTextAsync(agent._directory["reeve.yaml"], agent.Configuration(cloud, project));
        var process = agent._process = ReeveProcess.Start(["serve", "--config", agent._directory["reeve.yaml"], "--state-dir", agent._directory["s"]]);
        await Eventually.TrueAsync(
            async () => process.HasExited ? throw new InvalidOperationException(process.Error) : (await agent.CurlAsync("curl -s http://localhost:18889/healthz")) == "ok", "the edge API answers");
        return agent;
    }

    /// <summary>Runs a line of curl as it is documented, but for the port; what was answered.</summary>
    public async Task<string> CurlAsync(string line)
    {
        var result = await Tool.RunAsync("env", ["no_proxy=*", "bash", "-c", line.Replace(":18889", string.Create(CultureInfo.InvariantCulture, $":{_ports[0]}"), StringComparison.Ordinal)]);
        return result.Output;
    }

    /// <summary>Runs a command at this agent.</summary>
    public Task<(int ExitCode, string Output, string Error)> RunAsync(params IReadOnlyList<string> arguments) => ReeveProcess.RunAsync([.. arguments, "--state-dir", _directory["s"]]);

    /// <summary>A file of this agent's own.</summary>
    public string FileOf(string name) => _directory[name];

    /// <summary>A call of gRPC whose request is a message of texts and messages by field number.</summary>
    /// <returns>The answer's message.</returns>
    public async Task<byte[]> CallAsync(string method, byte[] message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[1]}/api.MexOSAgent/{method}")))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            // Not compressed, four bytes of length (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md).
            Content = new ByteArrayContent([0, .. BitConverter.GetBytes(IPAddress.HostToNetworkOrder(message.Length)), .. message]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var response = await _client.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("0", response.TrailingHeaders.Concat(response.Headers).Single(header => header.Key == "grpc-status").Value.Single());
        return answer[5..];
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Terminate();
            await process.WaitAsync();
            await process.DisposeAsync();
        }

        _client.Dispose();
        _directory.Dispose();
    }

    private string Configuration(OpenStackCloud cloud, string project) => string.Create(CultureInfo.InvariantCulture, $$"""
        clusters: [{name: default, type: openstack}]
        providers:
          openstack:
            cloud: {name: {{project}}, file: {{cloud.CloudsFile}}}
            defaults: {image: ubuntu-22.04, domain: mobiledgex.com}
        proxies: [{name: edge, provider: proxy}]
        edgeApi: {rest: "127.0.0.1:{{_ports[0]}}", grpc: "127.0.0.1:{{_ports[1]}}", https: "127.0.0.1:{{_ports[2]}}"}
        clusterApi: {rest: "127.0.0.1:{{_ports[3]}}", grpc: "127.0.0.1:{{_ports[4]}}", metrics: "127.0.0.1:{{_ports[5]}}"}
        """);
}
