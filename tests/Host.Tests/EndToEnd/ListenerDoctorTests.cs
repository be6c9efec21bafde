using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.EndToEnd;

/// <summary>What <c>reeve doctor</c> says of where the agent would listen.</summary>
public sealed class ListenerDoctorTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [LinuxFact]
    public async Task Doctor_Listeners_EachWithWhoReachesIt()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var checks = await CheckAsync($$"""
            proxies: [{name: edge}]
            clusterApi: {rest: "127.0.0.1:{{PortOf(taken)}}", grpc: "0.0.0.0:{{FreePorts.Find()}}", metrics: "off", insecureBind: [0.0.0.0], tokenFile: missing}
            edgeApi: {rest: "127.0.0.1:{{FreePorts.Find()}}", grpc: "off"}
            statusPage: {listen: "0.0.0.0:{{FreePorts.Find()}}"}
            """);

        Assert.Equal(
            new Dictionary<string, string> { ["rest"] = "lacking", ["grpc"] = "limited", ["edge rest"] = "ok", ["statusPage"] = "limited", ["tokens"] = "lacking" },
            checks.ToDictionary(static one => one.Key, static one => one.Value.Result));
        Assert.Contains("another program has the port", checks["rest"].Detail, StringComparison.Ordinal);
        Assert.Contains("whoever reaches it may do everything", checks["grpc"].Detail, StringComparison.Ordinal);
        Assert.Contains("whoever reaches it may look", checks["statusPage"].Detail, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Doctor_PageAlone_NothingElseIsServed()
    {
        var checks = await CheckAsync($$"""statusPage: {listen: "127.0.0.1:{{FreePorts.Find()}}"}""");

        Assert.Equal(["statusPage"], checks.Keys);
        Assert.Contains("for everybody on this machine", checks["statusPage"].Detail, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Doctor_NothingServed_NothingToCheck() => Assert.Empty(await CheckAsync("provider: process"));

    private static string PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);

    private async Task<Dictionary<string, (string Result, string Detail)>> CheckAsync(string configuration)
    {
        _directory.Write("reeve.yaml", configuration);
        var (_, output, error) = await ReeveProcess.RunAsync(["doctor", "-o", "json", "--config", _directory["reeve.yaml"], "--state-dir", _directory["s"]]);
        Assert.True(output.StartsWith('{'), output + error);
        return JsonNode.Parse(output)!["checks"]!.AsArray().Where(static check => (string?)check!["area"] == "api")
            .ToDictionary(static check => (string)check!["name"]!, static check => ((string)check!["result"]!, (string)check["detail"]!));
    }
}
