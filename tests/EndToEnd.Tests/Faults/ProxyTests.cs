using System.Text.Json.Nodes;
using Reeve.Testing;
using Reeve.Testing.Faults;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Faults;

/// <summary>The proxies that stand between agents and the API server do to connections what they are told.</summary>
public sealed class ProxyTests
{
    private const string Namespace = "/api/v1/namespaces/default";

    [RequiresFact(Component.ControlPlane)]
    public async Task TcpProxy_GoesAwayAndComesBack_RefusesMeanwhile()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var proxy = TcpProxy.Start(plane.Server);
        using var identity = plane.Authority.Issue("someone", ["system:masters"]);
        using var client = plane.Client(proxy.Https, identity);
        Assert.Equal("default", Name(await client.GetAsync(Namespace)));

        proxy.GoAway();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(Namespace));

        proxy.ComeBack();
        Assert.Equal("default", Name(await client.GetAsync(Namespace)));
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task TcpProxy_CutsInTheMiddle_NoAnswerIsWhole()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var proxy = TcpProxy.Start(plane.Server);
        using var identity = plane.Authority.Issue("someone", ["system:masters"]);
        using var client = plane.Client(proxy.Https, identity);
        proxy.Fault = new TcpFault { CutAfter = 3000, PieceSize = 100 };
        await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync("/openapi/v2"));

        proxy.Fault = new TcpFault();
        Assert.Equal("default", Name(await client.GetAsync(Namespace)));
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task TcpProxy_Silent_AnswersOnceItSpeaksAgain()
    {
        var plane = await ControlPlane.SharedAsync();
        await using var proxy = TcpProxy.Start(plane.Server);
        using var identity = plane.Authority.Issue("someone", ["system:masters"]);
        using var client = plane.Client(proxy.Https, identity);
        await client.GetAsync(Namespace);
        proxy.Fault = new TcpFault { Silent = true };

        var answer = client.GetAsync(Namespace);
        await plane.Admin.GetAsync(Namespace);
        Assert.False(answer.IsCompleted);

        proxy.Fault = new TcpFault();
        Assert.Equal("default", Name(await answer));
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task HttpProxy_AnswersItself_TheServerIsNotAsked()
    {
        var plane = await ControlPlane.SharedAsync();
        using var identity = plane.Authority.Issue("someone", ["system:masters"]);
        await using var proxy = await HttpProxy.StartAsync(plane, identity);
        using var client = plane.Client(proxy.Address, identity);
        Assert.Equal("default", Name(await client.GetAsync(Namespace)));

        proxy.Fault = request => request.Path == Namespace ? HttpFault.Answer(429, retryAfter: 1) : null;
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync(Namespace));
        Assert.Contains(": 429 ", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(await client.GetAsync("/version"));

        proxy.Fault = _ => new HttpFault { LoseAnswer = true };
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync("/api/v1/namespaces", """{"metadata":{"name":"lost-answer"}}"""));
        Assert.NotNull(await plane.Admin.GetAsync("/api/v1/namespaces/lost-answer"));
        Assert.Contains(new HttpRecord("POST", "/api/v1/namespaces", ""), proxy.Requests);
    }

    private static string Name(JsonNode node) => node["metadata"]!["name"]!.GetValue<string>();
}
