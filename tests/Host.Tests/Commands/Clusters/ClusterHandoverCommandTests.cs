using System.Net;
using System.Text;
using Reeve.Host.CommandLine;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Runtime.Operations;
using Reeve.Testing;

namespace Reeve.Host.Tests.Commands.Clusters;

/// <summary>Commands and calls by which a cluster goes from one agent to another.</summary>
public sealed class ClusterHandoverCommandTests : IAsyncLifetime
{
    private ClusterFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await ClusterFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task ReleaseAndAdopt_ByAFile_OfMode600()
    {
        var file = _fixture.Api.Directory["edge.handover"];
        _fixture.Begin();
        _fixture.End(OperationState.Done);

        Assert.Equal(ExitCodes.Success, await _fixture.RunAsync("release", "default", "-o", file));
        Assert.Equal(ExitCodes.Success, await _fixture.RunAsync("adopt", file, "--no-wait"));

        Assert.Equal(["release", "adopt"], _fixture.Api.Clusters.Asked.Select(asked => asked.Verb));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(await File.ReadAllTextAsync(file), _fixture.Api.Clusters.Handover);
        Assert.Contains("It is a secret", _fixture.Cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("[]")]
    [InlineData("{\"name\": 1}")]
    public async Task Adopt_NoHandover_IsAMistakeThatShowsNothingOfIt(string text)
    {
        var file = _fixture.Api.Directory["none"];
        await File.WriteAllTextAsync(file, text);

        Assert.Equal(ExitCodes.Usage, await _fixture.RunAsync("adopt", file));
        Assert.Contains("not what \"reeve cluster release\" writes", _fixture.Cli.Error, StringComparison.Ordinal);
        Assert.Empty(_fixture.Api.Clusters.Asked);
    }

    [Fact]
    public async Task Adopt_WhatIsSomebodyElses_Is409WithItsOwner()
    {
        _fixture.Api.Clusters.Failure = new ProviderException(ErrorReason.Conflict, "The cluster default is that of the agent abc on node1, which has not released it.");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var body = new StringContent("""{"contents": "{}"}""", Encoding.UTF8, "application/json");

        using var response = await client.PostAsync(new Uri(_fixture.Api.AddressOf("rest"), "/api/v1/clusters/default/adopt"), body);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("abc on node1", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handover_IsNotKeptByAnybodyOnTheWay()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        using var response = await client.GetAsync(new Uri(_fixture.Api.AddressOf("rest"), "/api/v1/clusters/default/handover"));

        Assert.True(response.Headers.CacheControl!.NoStore);
    }
}
