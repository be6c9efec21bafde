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

/// <summary>Answers that are errors, late, or none.</summary>
public sealed class KubernetesClientFailureTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(404, "NotFound", nameof(KubernetesApiException.IsNotFound))]
    [InlineData(409, "Conflict", nameof(KubernetesApiException.IsConflict))]
    [InlineData(409, "AlreadyExists", nameof(KubernetesApiException.IsAlreadyExists))]
    [InlineData(410, "Gone", nameof(KubernetesApiException.IsGone))]
    [InlineData(410, "Expired", nameof(KubernetesApiException.IsGone), nameof(KubernetesApiException.IsExpired))]
    [InlineData(401, "Unauthorized", nameof(KubernetesApiException.IsUnauthorized))]
    [InlineData(403, "Forbidden", nameof(KubernetesApiException.IsForbidden))]
    [InlineData(422, "Invalid", nameof(KubernetesApiException.IsInvalid))]
    [InlineData(500, "InternalError", nameof(KubernetesApiException.IsTransient))]
    [InlineData(504, "Timeout", nameof(KubernetesApiException.IsTransient))]
    [InlineData(400, "BadRequest")]
    public async Task GetAsync_Failure_IsTyped(int code, string reason, params string[] kinds)
    {
        await using var server = await ScriptedServer.StartAsync(context => context.StatusAsync(code, reason));
        using var client = server.Connect();
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetAsync(ApiResources.Pods, "d", "p", None));
        Assert.Equal((code, reason), ((int)error.Code, error.Reason));
        var true_ = typeof(KubernetesApiException).GetProperties()
            .Where(property => property.PropertyType == typeof(bool) && (bool)property.GetValue(error)!).Select(property => property.Name);
        Assert.Equal(kinds.Order(), true_.Order());
        Assert.Contains("GET /api/v1/namespaces/d/pods/p", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_FailureThatIsNoStatus_IsMadeUp()
    {
        await using var server = await ScriptedServer.StartAsync(context => context.JsonAsync("<html>\u001b[31mbad gateway</html>", 502));
        using var client = server.Connect();
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetAsync(ApiResources.Pods, "d", "p", None));
        Assert.Equal(HttpStatusCode.BadGateway, error.Code);
        Assert.True(error.IsTransient);
        Assert.DoesNotContain("\u001b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_Redirect_IsNotFollowed()
    {
        await using var other = await ScriptedServer.StartAsync(context => context.ObjectAsync(Answers.Map("a")));
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.Redirect(new Uri(other.Address, "/steal").ToString());
            return Task.CompletedTask;
        });
        using var client = new KubernetesClient(new() { Server = server.Address, Credentials = StaticCredentials.Bearer("secret") });
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetAsync(ApiResources.Pods, "d", "p", None));
        Assert.Equal(HttpStatusCode.Found, error.Code);
        Assert.Empty(other.Seen);
    }

    [Fact]
    public async Task GetAsync_Garbage_IsTransientAndNotQuoted()
    {
        await using var server = await ScriptedServer.StartAsync(context => context.JsonAsync("""{"metadata":{"name":"a"},"data":["topsecret"]}"""));
        using var client = server.Connect();
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetAsync(ApiResources.Secrets, "d", "p", None));
        Assert.True(error.IsTransient);
        Assert.DoesNotContain("topsecret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_TooManyRequests_WaitsAsAskedAndTriesAgain()
    {
        var refusals = 2;
        await using var server = await ScriptedServer.StartAsync(context => Interlocked.Decrement(ref refusals) >= 0
            ? context.StatusAsync(429, "TooManyRequests", retryAfter: "3")
            : context.ObjectAsync(Answers.Map("a")));
        var time = new ManualTimeProvider();
        using var client = new KubernetesClient(new() { Server = server.Address }, timeProvider: time);
        var create = client.CreateAsync(ApiResources.ConfigMaps, Answers.Map("a"), None);
        for (var i = 1; i <= 2; i++)
        {
            await AdvanceWhenWaitingAsync(time, server, i, TimeSpan.FromSeconds(2.9));
            Assert.Equal(i, server.Seen.Count);
            time.Advance(TimeSpan.FromSeconds(0.2));
        }

        Assert.Equal("a", (await create).Metadata.Name);
        Assert.Equal(3, server.Seen.Count);
    }

    [Fact]
    public async Task Requests_ServiceUnavailableWithRetryAfter_OnlyIdempotentOnesAreTriedAgain()
    {
        var first = true;
        await using var server = await ScriptedServer.StartAsync((context, seen) =>
        {
            var refuse = seen.Method != "GET" || first;
            first = false;
            return refuse ? context.StatusAsync(503, "ServiceUnavailable", retryAfter: "0") : context.ObjectAsync(Answers.Map("a"));
        });
        using var client = server.Connect();
        await client.GetAsync(ApiResources.ConfigMaps, "d", "a", None);
        Assert.Equal(2, server.Seen.Count);
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => client.CreateAsync(ApiResources.ConfigMaps, Answers.Map("a"), None));
        Assert.True(error.IsTransient);
        Assert.Equal(3, server.Seen.Count);
    }

    [Fact]
    public async Task GetAsync_RetryAfterBeyondTheLimit_IsTheCallersMatter()
    {
        await using var server = await ScriptedServer.StartAsync(context => context.StatusAsync(429, "TooManyRequests", retryAfter: "3600"));
        using var client = server.Connect();
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetAsync(ApiResources.Pods, "d", "p", None));
        Assert.Equal(TimeSpan.FromHours(1), error.RetryAfter);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task GetAsync_Unauthorized_ReadsCredentialsOnceMore()
    {
        await using var server = await ScriptedServer.StartAsync((context, seen) => seen.Headers.Authorization == "Bearer new"
            ? context.ObjectAsync(Answers.Map("a"))
            : context.StatusAsync(401, "Unauthorized"));
        var credentials = new FlippingCredentials("old", "new");
        using var client = new KubernetesClient(new() { Server = server.Address, Credentials = credentials });
        Assert.Equal("a", (await client.GetAsync(ApiResources.ConfigMaps, "d", "a", None)).Metadata.Name);
        Assert.Equal(2, server.Seen.Count);

        credentials.Next("wrong", "worse");
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetAsync(ApiResources.ConfigMaps, "d", "a", None));
        Assert.True(error.IsUnauthorized);
        Assert.Equal(4, server.Seen.Count);
    }

    [Fact]
    public async Task GetAsync_NoAnswer_EndsAtTheDeadline()
    {
        await using var server = await ScriptedServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var time = new ManualTimeProvider();
        using var client = new KubernetesClient(new() { Server = server.Address }, timeProvider: time);
        var get = client.GetAsync(ApiResources.Pods, "d", "p", None);
        await Eventually.TrueAsync(() => server.Seen.Count == 1, "the request is there");
        time.Advance(TimeSpan.FromSeconds(61));
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => get);
        Assert.True(error.IsUnreachable && error.IsTransient);
    }

    [Fact]
    public async Task GetAsync_Cancelled_ThrowsForTheCallersToken()
    {
        await using var server = await ScriptedServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var client = server.Connect();
        using var cancel = new CancellationTokenSource();
        var get = client.GetAsync(ApiResources.Pods, "d", "p", cancel.Token);
        await Eventually.TrueAsync(() => server.Seen.Count == 1, "the request is there");
        await cancel.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => get);
        Assert.Equal(cancel.Token, error.CancellationToken);
    }

    [Fact]
    public async Task GetAsync_NobodyListens_IsUnreachable()
    {
        using var client = new KubernetesClient(new() { Server = new("https://127.0.0.1:" + Answers.Text(FreePorts.Find(1)[0])) });
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetAsync(ApiResources.Pods, "d", "p", None));
        Assert.True(error.IsUnreachable && error.IsTransient);
        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
    }

    private static async Task AdvanceWhenWaitingAsync(ManualTimeProvider time, ScriptedServer server, int requests, TimeSpan by)
    {
        // The deadline's timer is one; the wait for the retry is the other.
        await Eventually.TrueAsync(() => server.Seen.Count == requests && time.ActiveTimers >= 2, "the client waits");
        time.Advance(by);
    }
}
