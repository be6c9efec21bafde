using System.Net;
using Reeve.Kubernetes;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.KubeletApi.Endpoints;

public sealed class LogsTests : IAsyncLifetime
{
    private const string Path = "/containerLogs/default/web/main";
    private KubeletFixture _kubelet = null!;

    public async Task InitializeAsync() => _kubelet = await KubeletFixture.StartAsync();

    public async Task DisposeAsync() => await _kubelet.DisposeAsync();

    [Fact]
    public async Task Logs_Query_ReachesTheProvider()
    {
        LogQuery? seen = null;
        _kubelet.Provider.Logs = (query, output, token) =>
        {
            seen = query;
            return output.WriteAsync("a line\n"u8.ToArray(), token).AsTask();
        };

        var text = await _kubelet.GetAsync($"{Path}?follow=true&previous=1&timestamps=true&tailLines=5&limitBytes=100&sinceTime=2026-01-02T03:04:05Z");

        Assert.Equal("a line\n", text);
        Assert.Equal(
            new LogQuery { Follow = true, Previous = true, Timestamps = true, TailLines = 5, LimitBytes = 100, SinceTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) },
            seen);
    }

    [Fact]
    public async Task Logs_SinceSeconds_IsATime()
    {
        LogQuery? seen = null;
        _kubelet.Provider.Logs = (query, _, _) =>
        {
            seen = query;
            return Task.CompletedTask;
        };
        var before = TimeProvider.System.GetUtcNow();

        await _kubelet.GetAsync($"{Path}?sinceSeconds=60&stream=Stderr");

        Assert.InRange(seen!.SinceTime!.Value, before.AddSeconds(-60), TimeProvider.System.GetUtcNow().AddSeconds(-60));
        Assert.Equal(LogStream.Stderr, seen.Stream);
    }

    [Theory]
    [InlineData("tailLines=x", 400, "Unable to decode query.")]
    [InlineData("sinceTime=yesterday", 400, "Unable to decode query.")]
    [InlineData("limitBytes=1.5", 400, "Unable to decode query.")]
    [InlineData("sinceSeconds=99999999999999999999", 400, "Unable to decode query.")]
    [InlineData("tailLines=-1", 422, "Invalid request.")]
    [InlineData("limitBytes=0", 422, "Invalid request.")]
    [InlineData("sinceSeconds=0", 422, "Invalid request.")]
    [InlineData("sinceSeconds=1&sinceTime=2026-01-02T03:04:05Z", 422, "Invalid request.")]
    [InlineData("stream=Stdin", 422, "Invalid request.")]
    public async Task Logs_BadValue_IsRefused(string query, int code, string text)
    {
        var (answer, body) = await _kubelet.AskAsync($"{Path}?{query}");

        Assert.Equal(code, (int)answer);
        Assert.Contains(text, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_HugeSinceSeconds_IsEverything()
    {
        Assert.Equal("line\n", await _kubelet.GetAsync($"{Path}?sinceSeconds={long.MaxValue}&tail=all"));
    }

    [Theory]
    [InlineData("/containerLogs/default/none/main", "pod \"none\" does not exist")]
    [InlineData("/containerLogs/default/web/none", "container \"none\" not found in pod \"web\"")]
    public async Task Logs_NobodyThere_IsNotFound(string path, string text)
    {
        Assert.Equal((HttpStatusCode.NotFound, text), await _kubelet.AskAsync(path));
    }

    [Fact]
    public async Task Logs_NoPreviousRun_IsRefusedInTheUsualWords()
    {
        _kubelet.Provider.Logs = static (_, _, _) => throw new ProviderException(ErrorReason.NotFound, "no earlier run");

        Assert.Equal(
            (HttpStatusCode.BadRequest, "previous terminated container \"main\" in pod \"web\" not found"),
            await _kubelet.AskAsync($"{Path}?previous=true"));
    }

    [Theory]
    [InlineData("ContainerCreating", "container \"main\" in pod \"new\" is waiting to start: ContainerCreating")]
    [InlineData("ImagePullBackOff", "container \"main\" in pod \"new\" is waiting to start: trying and failing to pull image")]
    public async Task Logs_NotStarted_IsRefusedInTheUsualWords(string reason, string text)
    {
        var pod = FakePods.Running("new");
        _kubelet.Pods.Add(pod with { Status = pod.Status with { ContainerStatuses = [new ContainerStatus { Name = "main", State = new() { Waiting = new() { Reason = reason } } }] } });
        _kubelet.Provider.Logs = static (_, _, _) => throw new ProviderException(ErrorReason.NotFound, "never ran");

        Assert.Equal((HttpStatusCode.BadRequest, text), await _kubelet.AskAsync("/containerLogs/default/new/main"));
    }

    [Fact]
    public async Task Logs_FailsInTheMiddle_IsCutOff()
    {
        _kubelet.Provider.Logs = static async (_, output, token) =>
        {
            await output.WriteAsync("half"u8.ToArray(), token);
            throw new ProviderException(ErrorReason.Transient, "disk gone");
        };

        await Assert.ThrowsAsync<HttpRequestException>(() => _kubelet.Client().GetStringAsync(Path));
    }

    [Fact]
    public async Task Logs_SilentFollow_BeginsAllTheSame()
    {
        var more = new TaskCompletionSource();
        _kubelet.Provider.Logs = async (_, output, token) =>
        {
            await more.Task.WaitAsync(token);
            await output.WriteAsync("late\n"u8.ToArray(), token);
        };

        using var response = await _kubelet.Client().GetAsync($"{Path}?follow=true", HttpCompletionOption.ResponseHeadersRead);
        more.SetResult();

        Assert.Equal("late\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Logs_ClientGoes_EndsTheReading()
    {
        var ended = new TaskCompletionSource();
        _kubelet.Provider.Logs = async (_, output, token) =>
        {
            await output.WriteAsync("first\n"u8.ToArray(), token);
            await using var registration = token.Register(ended.SetResult);
            await Task.Delay(Timeout.Infinite, token);
        };

        using (var client = _kubelet.Client())
        {
            using var response = await client.GetAsync($"{Path}?follow=true", HttpCompletionOption.ResponseHeadersRead);
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Logs_ServerStops_EndsTheReading()
    {
        _kubelet.Provider.Logs = static async (_, output, token) =>
        {
            await output.WriteAsync("first\n"u8.ToArray(), token);
            await Task.Delay(Timeout.Infinite, token);
        };
        using var response = await _kubelet.Client().GetAsync($"{Path}?follow=true", HttpCompletionOption.ResponseHeadersRead);

        await _kubelet.Server.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());
    }
}
