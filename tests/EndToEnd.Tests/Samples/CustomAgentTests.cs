using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Reeve.Testing;

namespace Reeve.EndToEnd.Samples;

/// <summary>Programs that use the library in hosts of their own do what their first lines say.</summary>
public sealed class CustomAgentTests : IDisposable
{
    private const int LongestAgent = 60;
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Node_Manifest_DeliversItsPod()
    {
        using var agent = Start("CustomNode", Path.Combine(Repository.Samples, "ThirdPartyProvider", "letter.yaml"));

        await TellsAsync(agent, "letter Succeeded");
    }

    [Fact]
    public async Task Clusters_Version_MakesTheClusterThenUpgradesIt()
    {
        using (var agent = Start("CustomClusters", "1.30.2"))
        {
            await TellsAsync(agent, "1.30.2");
        }

        using var next = Start("CustomClusters", "1.31.0");
        await TellsAsync(next, "1.31.0");
    }

    [Fact]
    public async Task Proxies_Addresses_ServesWhatLiesBehindIt()
    {
        var origin = FreePorts.Find();
        var port = FreePorts.Find();
        using var listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{origin}/" } };
        listener.Start();
        var answering = AnswerAsync(listener);
        using var agent = Start("CustomProxies", $"127.0.0.1:{port}", $"http://127.0.0.1:{origin}");
        await TellsAsync(agent, "edge serves revision 1.");

        using var client = new HttpClient();
        Assert.Equal("from behind", await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/")));
        await answering;
    }

    [Fact]
    public async Task Api_RestAndGrpc_MakeAndShowTheCluster()
    {
        var rest = FreePorts.Find();
        var grpc = FreePorts.Find();
        using var agent = Start("CustomApi", $"{rest}", $"{grpc}");
        await TellsAsync(agent, "Application started.");
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{rest}") };

        Assert.Equal("The models are at /api/v1/clusters.", await client.GetStringAsync(new Uri("/", UriKind.Relative)));
        using var made = await client.PostAsync(new Uri("/api/v1alpha1/cluster", UriKind.Relative), new StringContent(
            """
            {"apiVersion": "v1alpha1", "kind": "Cluster", "spec": {"version": "1.30.2",
             "networking": {"podSubnet": "10.244.0.0/16", "svcSubnet": "10.245.0.0/16", "cniName": "flannel", "cniVersion": "v0.25.5"}}}
            """));
        Assert.True(made.IsSuccessStatusCode, $"{made.StatusCode}: {await made.Content.ReadAsStringAsync()}");
        await Eventually.TrueAsync(
            async () => (await client.GetStringAsync(new Uri("/api/v1/clusters", UriKind.Relative))).Contains("\"Provisioned\"", StringComparison.Ordinal), "the cluster is made");

        Assert.Contains("1.30.2", await CallAsync(grpc, "agent.v1alpha1.AgentAPI/GetCluster"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CustomNode")]
    [InlineData("CustomClusters")]
    [InlineData("CustomProxies")]
    [InlineData("CustomApi")]
    public void Agent_Program_IsShort(string sample) =>
        Assert.InRange(File.ReadLines(Path.Combine(Repository.Samples, sample, "Program.cs")).Count(), 1, LongestAgent);

    // A call by gRPC whose message is empty; gives the answer's bytes as text.
    private static async Task<string> CallAsync(int port, string method)
    {
        using var client = new HttpClient();
        using var call = new HttpRequestMessage(HttpMethod.Post, $"http://localhost:{port}/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]),
        };
        call.Headers.TE.ParseAdd("trailers");
        call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var answer = await client.SendAsync(call);
        var message = await answer.Content.ReadAsStringAsync();
        Assert.Equal("0", Assert.Single(answer.TrailingHeaders.GetValues("grpc-status")));
        return message;
    }

    private static async Task AnswerAsync(HttpListener listener)
    {
        var call = await listener.GetContextAsync();
        await using var output = call.Response.OutputStream;
        await output.WriteAsync("from behind"u8.ToArray());
    }

    private static async Task TellsAsync(Agent agent, string line) =>
        await Eventually.TrueAsync(
            () => agent.HasExited && !agent.Output.Contains(line, StringComparison.Ordinal) ? throw new InvalidOperationException(agent.Output) : agent.Output.Contains(line, StringComparison.Ordinal),
            $"the agent says \"{line}\"");

    private Agent Start(string sample, params string[] arguments) =>
        new(Programs.Start("dotnet", [Path.Combine(Repository.Built(sample), sample + ".dll"), .. arguments], _directory.Path, new Dictionary<string, string> { ["state"] = _directory["state"] }));

    private sealed class Agent : IDisposable
    {
        private readonly Process _process;
        private readonly Lock _lock = new();
        private string _output = "";

        public Agent(Process process)
        {
            _process = process;
            process.OutputDataReceived += (_, line) => Add(line.Data);
            process.ErrorDataReceived += (_, line) => Add(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public bool HasExited => _process.HasExited;

        public string Output
        {
            get
            {
                lock (_lock)
                {
                    return _output;
                }
            }
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
                _process.WaitForExit();
            }

            _process.Dispose();
        }

        private void Add(string? line)
        {
            lock (_lock)
            {
                _output += line + "\n";
            }
        }
    }
}
