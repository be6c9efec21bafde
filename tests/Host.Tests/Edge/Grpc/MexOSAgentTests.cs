using Reeve.AspNetCore.Grpc;
using Reeve.Host.Edge.Wire;
using Reeve.Host.Tests.Edge.Support;
using Reeve.Host.Tests.Grpc;

namespace Reeve.Host.Tests.Edge.Grpc;

/// <summary><c>api.MexOSAgent</c>.</summary>
public sealed class MexOSAgentTests : IAsyncLifetime
{
    private const string Service = "/api.MexOSAgent/";
    private readonly TestEdge _edge = new();
    private GrpcTestClient _client = null!;

    public async Task InitializeAsync()
    {
        await _edge.InitializeAsync();
        _client = new GrpcTestClient(_edge.Api.AddressOf("edgeGrpc"));
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _edge.DisposeAsync();
    }

    [Fact]
    public async Task Proxy_AddAndList_AsByRest()
    {
        var added = await _client.CallAsync<ProxyResponse>(
            $"{Service}Proxy", new ProxyRequest { Message = "add", Proxies = { new Proxy { Path = "/test2", Origin = "http://10.101.101.202:8081" } } });
        var listed = await _client.CallAsync<ProxyResponse>($"{Service}Proxy", new ProxyRequest { Message = "list" });

        Assert.Equal(("add", "OK"), (added.Message, added.Status));
        Assert.Equal("map[/test2:http://10.101.101.202:8081]", listed.Status);
    }

    [Fact]
    public async Task Methods_TheOthers_AnswerWithTheirMessages()
    {
        Assert.Equal("[]", (await _client.CallAsync<NginxResponse>($"{Service}Nginx", new NginxRequest { Message = "list" })).Status);
        Assert.StartsWith("OK, version", (await _client.CallAsync<StatusResponse>($"{Service}Status", new StatusRequest())).Message, StringComparison.Ordinal);
        Assert.Equal(2, (await _client.CallAsync<RouteResponse>($"{Service}Route", new RouteRequest { Message = "list" })).Routes.Count);
        var provision = new ProvisionRequest { Provisions = { new Provision { Name = "a", Tenant = "t", Kind = "kubernetes-mini-openstack" } } };
        Assert.Equal("OK", (await _client.CallAsync<ProvisionResponse>($"{Service}Provision", provision)).Status);
        Assert.Equal("OK", (await _client.CallAsync<ProvisionResponse>($"{Service}Destroy", provision)).Status);
    }

    [Fact]
    public async Task Failures_ByTheirReason_HaveACode()
    {
        Assert.Equal(GrpcStatus.InvalidArgument, (await _client.CallAsync($"{Service}Proxy", new ProxyRequest { Message = "other" })).Status);
        Assert.Equal(GrpcStatus.Unimplemented, (await _client.CallAsync($"{Service}NginxKCP", new NginxKCPRequest())).Status);
        Assert.Equal(GrpcStatus.FailedPrecondition, (await _client.CallAsync($"{Service}FQDN", new FQDNRequest())).Status);
        Assert.Equal(GrpcStatus.Unimplemented, (await _client.CallAsync($"{Service}Other", new FQDNRequest())).Status);
    }
}
