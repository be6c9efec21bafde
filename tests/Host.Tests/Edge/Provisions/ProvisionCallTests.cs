using Reeve.Host.Edge;
using Reeve.Host.Tests.Edge.Support;

namespace Reeve.Host.Tests.Edge.Provisions;

/// <summary><c>/v1/provision</c> and <c>/v1/destroy</c>.</summary>
public sealed class ProvisionCallTests : IAsyncLifetime
{
    private const string One = """{"provisions": [{"name":"test-1", "tenant":"tenant-1", "kind":"kubernetes-mini-openstack"}]}""";
    private readonly TestEdge _edge = new();

    public Task InitializeAsync() => _edge.InitializeAsync();

    public async Task DisposeAsync() => await _edge.DisposeAsync();

    [Fact]
    public async Task Session_AsPrinted_RepliesAsKnown()
    {
        Assert.Equal("""{"status":"OK"}""", await _edge.OkAsync("/v1/provision", One));
        Assert.Contains("""
            "provisions":[{"name":"test-1","tenant":"tenant-1","phase":"Provisioning"}]
            """.Trim(), await _edge.OkAsync("/v1/status", "{}"), StringComparison.Ordinal);
        Assert.Equal("""{"status":"OK"}""", await _edge.OkAsync("/v1/destroy", One));
        Assert.Empty(_edge.Provisions.Made);
    }

    [Fact]
    public async Task Provision_OneIsWrong_NoneIsBegun()
    {
        var refused = await _edge.RefusedAsync("/v1/provision", Several("test-1", "none"));

        Assert.Equal(404, refused.Status);
        Assert.Empty(_edge.Provisions.Made);
    }

    [Fact]
    public async Task Provision_OneIsRefusedLate_EachHasItsResultAndNothingSaysOk()
    {
        var answer = await _edge.OkAsync("/v1/provision", """
            {"message":"m","provisions":[{"name":"a","tenant":"t","kind":"kubernetes-mini-openstack"},{"name":"busy","tenant":"t","kind":"kubernetes-mini-openstack"}]}
            """);

        Assert.Equal(
            """{"message":"m","status":"1 of 2 refused","results":[{"name":"a.t","status":"accepted"},{"name":"busy.t","status":"The cluster busy is being removed."}]}""", answer);
        Assert.Single(_edge.Provisions.Made);
    }

    [Fact]
    public async Task Provision_OneAlone_FailureIsTheAnswers() =>
        Assert.Equal(409, (await _edge.RefusedAsync("/v1/provision", """{"provisions":[{"name":"busy","tenant":"t","kind":"kubernetes-mini-openstack"}]}""")).Status);

    [Fact]
    public async Task Provision_Several_AllOk()
    {
        Assert.Equal(
            """{"status":"OK","results":[{"name":"a.t","status":"OK"},{"name":"b.t","status":"OK"}]}""",
            await _edge.OkAsync("/v1/provision", """
                {"provisions":[{"name":"a","tenant":"t","kind":"kubernetes-mini-openstack"},{"name":"b","tenant":"t","kind":"kubernetes-mini-openstack"}]}
                """));
    }

    [Theory]
    [InlineData("{}", "provisions")]
    [InlineData("""{"provisions":[{"name":"a","tenant":"t","kind":"x"}]}""", "provisions[0].kind")]
    [InlineData("""{"provisions":[{"tenant":"t","kind":"kubernetes-mini-openstack"}]}""", "provisions[0].name")]
    [InlineData("""{"provisions":[{"name":"a","kind":"kubernetes-mini-openstack"}]}""", "provisions[0].tenant")]
    [InlineData("""{"provisions":[{"name":"a","tenant":"t","kind":"kubernetes-mini-openstack"},{"name":"a","tenant":"t","kind":"kubernetes-mini-openstack"}]}""", "provisions[1].name")]
    [InlineData("""{"provisions":[{"name":"a","tenant":"t","kind":"kubernetes-mini-openstack","region":"r"}]}""", "provisions[0].region")]
    [InlineData("""{"provisions":[{"name":"a","tenant":"t","kind":"kubernetes-mini-openstack","fixedip":"10.0.0.1,x"}]}""", "provisions[0].fixedip")]
    [InlineData("""{"provisions":[{"name":"a","tenant":"t","kind":"kubernetes-mini-openstack","storage":"much"}]}""", "provisions[0].storage")]
    [InlineData("""{"provisions":[{"name":"a","tenant":"t","kind":"kubernetes-mini-openstack","metadata":"a"}]}""", "provisions[0].metadata")]
    [InlineData("""{"provisions":[{"name":"a","tenant":"t","kind":"kubernetes-mini-openstack","metadata":"{\"a\":1}"}]}""", "provisions[0].metadata")]
    public async Task Request_Wrong_NothingOfItIsDone(string body, string field)
    {
        var refused = await _edge.RefusedAsync("/v1/provision", body);

        Assert.Equal((400, field), (refused.Status, refused.Field));
        Assert.Empty(_edge.Provisions.Made);
    }

    [Fact]
    public async Task Provision_UnknownKind_IsSaidInTheWordsThatAreKnown() => Assert.Contains(
        "invalid request of kind, other", (await _edge.RefusedAsync("/v1/provision", """{"provisions":[{"kind":"other"}]}""")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Provision_NothingCanMakeClusters_SaysSo()
    {
        await using var bare = new TestEdge();
        bare.Api.Edge = new EdgeContext { Settings = bare.Api.Edge!.Settings };
        await bare.InitializeAsync();

        Assert.Contains("no flavor of clusters", (await bare.RefusedAsync("/v1/provision", One)).Message, StringComparison.Ordinal);
    }

    private static string Several(string name, string flavor) => $$"""
        {"provisions":[{"name":"{{name}}","tenant":"t","kind":"kubernetes-mini-openstack"},{"name":"other","tenant":"t","kind":"kubernetes-mini-openstack","flavor":"{{flavor}}"}]}
        """;
}
