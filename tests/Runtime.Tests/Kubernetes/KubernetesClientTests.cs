using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Tests.Kubernetes.Fakes;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes;

public sealed class KubernetesClientTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task GetAsync_AnswerWithManagedFields_IsReadWithoutThem()
    {
        const string Answer = """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"n","managedFields":[{"manager":"m"}],"x":1},"data":{"k":"v"}}""";
        await using var server = await ScriptedServer.StartAsync(context => context.JsonAsync(Answer));
        using var client = server.Connect();
        var map = await client.GetAsync(ApiResources.ConfigMaps, "n", "a", None);
        Assert.Equal("v", map.Data["k"]);
        Assert.Empty(map.Metadata.ManagedFields);
        Assert.Contains("x", map.Metadata.UnknownFields!.Keys);
        var seen = Assert.Single(server.Seen);
        Assert.Equal(("GET", "/api/v1/namespaces/n/configmaps/a", ""), (seen.Method, seen.Path, seen.Query));
        Assert.Matches(@"^reeve/\S+ \(linux/\w+\)$", seen.Headers.UserAgent.ToString());
        Assert.Equal("application/json", seen.Headers.Accept);
    }

    [Fact]
    public async Task ListAllAsync_AnswerInManyPiecesWithManagedFields_IsRead()
    {
        var fields = new string('k', 200);
        var items = string.Join(',', Enumerable.Range(0, 500).Select(number =>
            $$"""{ "metadata": { "name": "m{{number}}", "managedFields": [{ "manager": "m", "fieldsV1": { "f:{{fields}}": {} } }] }, "data": { "k": "v" } }"""));
        await using var server = await ScriptedServer.StartAsync(context => context.JsonAsync($$$"""{"metadata":{"resourceVersion":"1"},"items":[{{{items}}}]}"""));
        using var client = server.Connect();
        var list = await client.ListAllAsync(ApiResources.ConfigMaps, "n", null, None);
        Assert.Equal(500, list.Items.Count);
        Assert.All(list.Items, map => Assert.Empty(map.Metadata.ManagedFields));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task GetAsync_NameThatLeavesThePath_IsRefused(string name)
    {
        using var client = new KubernetesClient(new() { Server = new("http://127.0.0.1:1") });
        await Assert.ThrowsAsync<ArgumentException>(() => client.GetAsync(ApiResources.ConfigMaps, "n", name, None));
        await Assert.ThrowsAsync<ArgumentException>(() => client.GetAsync(ApiResources.ConfigMaps, "..", "a", None));
        await Assert.ThrowsAsync<ArgumentException>(() => client.GetAsync(ApiResources.ConfigMaps, null, "a", None));
    }

    [Fact]
    public async Task GetAsync_ServerWithPathPrefix_KeepsIt()
    {
        await using var server = await ScriptedServer.StartAsync(context => context.ObjectAsync(Answers.Map("a")));
        using var client = new KubernetesClient(new() { Server = new(server.Address, "/k8s/clusters/c-1/") });
        await client.GetAsync(ApiResources.Nodes.Subresource("proxy"), null, "a b", None);
        Assert.Equal("/k8s/clusters/c-1/api/v1/nodes/a b/proxy", server.Seen.Single().Path);
    }

    [Fact]
    public async Task ListAllAsync_Pages_AreAllRead()
    {
        await using var server = await ScriptedServer.StartAsync(context => context.Request.Query["continue"].ToString() switch
        {
            "" => context.JsonAsync("""{"metadata":{"resourceVersion":"7","continue":"t/1+"},"items":[{"metadata":{"name":"a"}}]}"""),
            "t/1+" => context.JsonAsync("""{"metadata":{"resourceVersion":"7","continue":"2"},"items":[{"metadata":{"name":"b"}}]}"""),
            _ => context.JsonAsync("""{"metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"c"}}]}"""),
        });
        using var client = server.Connect();
        var options = new ListOptions { Limit = 1, LabelSelector = "a=b,c!=d", FieldSelector = "spec.nodeName=n", ResourceVersion = "5", ResourceVersionMatch = "NotOlderThan" };
        var list = await client.ListAllAsync(ApiResources.Pods, null, options, None);
        Assert.Equal(["a", "b", "c"], list.Items.Select(pod => pod.Metadata.Name));
        Assert.Equal("7", list.Metadata.ResourceVersion);
        Assert.All(list.Items, pod => Assert.Equal("Pod", pod.Kind));
        Assert.Equal("?labelSelector=a%3Db%2Cc%21%3Dd&fieldSelector=spec.nodeName%3Dn&limit=1&resourceVersion=5&resourceVersionMatch=NotOlderThan", server.Seen[0].Query);
        Assert.Equal("?labelSelector=a%3Db%2Cc%21%3Dd&fieldSelector=spec.nodeName%3Dn&limit=1&continue=t%2F1%2B", server.Seen[1].Query);
    }

    [Fact]
    public async Task Writes_EachVerb_HaveMethodPathAndBody()
    {
        await using var server = await ScriptedServer.StartAsync((context, seen) => context.JsonAsync(seen.Body.StartsWith('{') ? seen.Body : "{}"));
        using var client = server.Connect();
        var map = Answers.Map("a");
        await client.CreateAsync(ApiResources.ConfigMaps, map, new() { DryRun = true }, None);
        await client.ReplaceAsync(ApiResources.ConfigMaps.Status, map, null, None);
        await client.PatchAsync(ApiResources.Nodes.Status, null, "n", KubernetesPatch.Strategic("{}"u8.ToArray()), None);
        await client.PatchAsync(ApiResources.Nodes, null, "n", KubernetesPatch.Merge(new Node()), None);
        await client.PatchAsync(ApiResources.Nodes, null, "n", KubernetesPatch.Json("[]"u8.ToArray()), None);
        await client.PatchAsync(ApiResources.Nodes, null, "n", KubernetesPatch.Apply("{}"u8.ToArray()), new() { FieldManager = "me", Force = true }, None);
        await client.DeleteAsync(ApiResources.Pods, "d", "p", new() { GracePeriodSeconds = 0, Preconditions = new() { Uid = "u" } }, None);
        await client.DeleteAsync(ApiResources.Pods, "d", "p", None);
        await client.DeleteCollectionAsync(ApiResources.Pods, "d", new() { LabelSelector = "x" }, null, None);
        await client.CreateAsync(ApiResources.ServiceAccountTokens, "d", "sa", new TokenRequest { Spec = new() { ExpirationSeconds = 600 } }, null, None);
        Assert.Equal(
            [
                "POST /api/v1/namespaces/default/configmaps?dryRun=All&fieldManager=reeve application/json",
                "PUT /api/v1/namespaces/default/configmaps/a/status?fieldManager=reeve application/json",
                "PATCH /api/v1/nodes/n/status?fieldManager=reeve application/strategic-merge-patch+json",
                "PATCH /api/v1/nodes/n?fieldManager=reeve application/merge-patch+json",
                "PATCH /api/v1/nodes/n?fieldManager=reeve application/json-patch+json",
                "PATCH /api/v1/nodes/n?fieldManager=me&force=true application/apply-patch+yaml",
                "DELETE /api/v1/namespaces/d/pods/p application/json",
                "DELETE /api/v1/namespaces/d/pods/p ",
                "DELETE /api/v1/namespaces/d/pods?labelSelector=x ",
                "POST /api/v1/namespaces/d/serviceaccounts/sa/token?fieldManager=reeve application/json",
            ],
            server.Seen.Select(seen => $"{seen.Method} {seen.Path}{seen.Query} {seen.Headers.ContentType}"));
        Assert.Equal("""{"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":0,"preconditions":{"uid":"u"}}""", server.Seen[6].Body);
        Assert.Contains("\"expirationSeconds\":600", server.Seen[9].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_SubresourceAnswersWithStatus_GivesWhatWasSent()
    {
        await using var server = await ScriptedServer.StartAsync(context => context.JsonAsync("""{"kind":"Status","apiVersion":"v1","status":"Success"}""", 201));
        using var client = server.Connect();
        var eviction = new UntypedObject { ApiVersion = "policy/v1", Kind = "Eviction", Metadata = new() { Name = "p", Namespace = "d" } };
        Assert.Same(eviction, await client.CreateAsync(ApiResources.PodEvictions, "d", "p", eviction, null, None));
        Assert.Equal("/api/v1/namespaces/d/pods/p/eviction", server.Seen.Single().Path);
    }

    [Fact]
    public async Task GetAsync_CompressedAnswer_IsRead()
    {
        await using var server = await ScriptedServer.StartAsync(async (context, seen) =>
        {
            var zip = seen.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
            context.Response.Headers.ContentEncoding = zip ? "gzip" : default;
            await using var body = zip ? new System.IO.Compression.GZipStream(context.Response.Body, System.IO.Compression.CompressionLevel.Fastest) : context.Response.Body;
            await body.WriteAsync(KubernetesJson.SerializeToUtf8Bytes(Answers.Map(zip ? "zipped" : "plain")));
        });
        using var client = server.Connect();
        using var plain = new KubernetesClient(new() { Server = server.Address, DisableCompression = true });
        Assert.Equal("zipped", (await client.GetAsync(ApiResources.ConfigMaps, "d", "a", None)).Metadata.Name);
        Assert.Equal("plain", (await plain.GetAsync(ApiResources.ConfigMaps, "d", "a", None)).Metadata.Name);
    }

    [Fact]
    public async Task Requests_Impersonation_IsInTheHeaders()
    {
        await using var server = await ScriptedServer.StartAsync(context => context.ObjectAsync(Answers.Map("a")));
        var impersonation = new Impersonation
        {
            User = "jane",
            Uid = "7",
            Groups = ["a", "b"],
            Extra = new Dictionary<string, IReadOnlyList<string>> { ["scopes/x"] = ["view", "edit"] },
        };
        using var client = new KubernetesClient(new() { Server = server.Address, Impersonation = impersonation });
        await client.GetAsync(ApiResources.ConfigMaps, "d", "a", None);
        var headers = server.Seen.Single().Headers;
        Assert.Equal("jane", headers["Impersonate-User"]);
        Assert.Equal("7", headers["Impersonate-Uid"]);
        Assert.Equal("a,b", string.Join(',', headers["Impersonate-Group"].ToArray()).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("view,edit", string.Join(',', headers["Impersonate-Extra-scopes%2Fx"].ToArray()).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetRawAsync_Path_GivesTheBytes()
    {
        await using var server = await ScriptedServer.StartAsync((context, seen) => seen.Path == "/version"
            ? context.JsonAsync("""{"major":"1","minor":"20+","gitVersion":"v1.20.2-x"}""")
            : context.Response.WriteAsync("ok"));
        using var client = server.Connect();
        Assert.Equal("ok", Encoding.UTF8.GetString((await client.GetRawAsync("/readyz?verbose", None)).Span));
        Assert.Equal("?verbose", server.Seen[0].Query);
        var version = await client.GetVersionAsync(None);
        Assert.Equal(("v1.20.2-x", 20), (version.GitVersion, version.MinorNumber));
        Assert.True(version.IsAtLeast(20));
        Assert.False(version.IsAtLeast(21));
    }

    [Fact]
    public async Task FindAsync_NoSuchObject_IsNull()
    {
        await using var server = await ScriptedServer.StartAsync(context => context.StatusAsync(404, "NotFound"));
        using var client = server.Connect();
        Assert.Null(await client.FindAsync(ApiResources.Pods, "d", "p", None));
    }

    [Fact]
    public async Task Untyped_UnknownKind_IsKeptWhole()
    {
        const string Crd = """{"apiVersion":"x.io/v1","kind":"Thing","metadata":{"name":"t","namespace":"d"},"spec":{"a":[1,{"b":null}]},"status":{}}""";
        await using var server = await ScriptedServer.StartAsync((context, seen) => context.JsonAsync(seen.Method == "GET" ? Crd : seen.Body));
        using var client = server.Connect();
        var things = ApiResources.Untyped("x.io/v1", "Thing", "things", isNamespaced: true);
        var thing = await client.GetAsync(things, "d", "t", None);
        await client.ReplaceAsync(things, thing, None);
        Assert.Equal("/apis/x.io/v1/namespaces/d/things/t", server.Seen[1].Path);
        Assert.Equal(Crd, server.Seen[1].Body);
    }
}
