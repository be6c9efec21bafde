using System.Text.Json.Nodes;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Runtime.Operations;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Routes;

/// <summary>Progress as it happens.</summary>
public sealed class OperationEventTests : IAsyncLifetime
{
    private readonly TestApi _api = new();

    public Task InitializeAsync() => _api.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Watch_Operation_AllAtFirstThenWhatChangesThenAllAtLast()
    {
        _api.Operations.Set(TestApi.OperationOf(StepState.Applying));
        using var events = await OpenAsync();
        var (first, operation) = await NextAsync(events);
        Assert.Equal(("operation", 2), (first, operation["steps"]!.AsArray().Count));

        await _api.Operations.Changes.Writer.WriteAsync(TestApi.OperationOf(StepState.Verifying));
        var (second, step) = await NextAsync(events);
        Assert.Equal(("step", "init", "Verifying"), (second, (string?)step["id"], (string?)step["state"]));

        await _api.Operations.Changes.Writer.WriteAsync(TestApi.OperationOf(StepState.Done));
        _api.Operations.Changes.Writer.Complete();
        var (third, head) = await NextAsync(events);
        Assert.Equal(("operation", "Done"), (third, (string?)head["state"]));
        Assert.False(head.AsObject().ContainsKey("steps"));
        Assert.Equal("step", (await NextAsync(events)).Kind);
        var (last, all) = await NextAsync(events);
        Assert.Equal(("end", 0), (last, (int?)all["steps"]![0]!["commands"]![0]!["exitCode"]));
        Assert.Null(await events.ReadLineAsync());
    }

    [Fact]
    public async Task Watch_NothingHappens_TheConnectionIsKept()
    {
        _api.Operations.Set(TestApi.OperationOf(StepState.Applying));
        using var events = await OpenAsync();
        await NextAsync(events);

        await Eventually.TrueAsync(() => _api.Clock.ActiveTimers > 0, "it waits");
        _api.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(":", await events.ReadLineAsync());
    }

    private async Task<StreamReader> OpenAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/clusters/default/operations/{TestApi.OperationId}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        var response = await _api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return new StreamReader(await response.Content.ReadAsStreamAsync());
    }

    private static async Task<(string Kind, JsonNode Data)> NextAsync(StreamReader events)
    {
        var kind = (await events.ReadLineAsync())!["event: ".Length..];
        var data = JsonNode.Parse((await events.ReadLineAsync())!["data: ".Length..])!;
        Assert.Equal("", await events.ReadLineAsync());
        return (kind, data);
    }
}
