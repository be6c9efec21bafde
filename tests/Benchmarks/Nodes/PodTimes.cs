using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Reeve.Benchmarks.Measuring;
using Reeve.Testing.Kubernetes;

namespace Reeve.Benchmarks.Nodes;

/// <summary>Watches the pods of a namespace and notes when each is seen running and when it is seen gone.</summary>
internal sealed class PodTimes : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, long> _running = new();
    private readonly ConcurrentDictionary<string, long> _gone = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    private readonly bool _ready;

    private PodTimes(IAsyncEnumerable<JsonNode> events, bool ready)
    {
        _ready = ready;
        _watching = WatchAsync(events);
    }

    /// <summary>Pods seen running.</summary>
    public int Running => _running.Count;

    /// <summary>Pods seen gone.</summary>
    public int Gone => _gone.Count;

    /// <summary>Begins to watch.</summary>
    /// <param name="ready">A pod runs when it is also Ready.</param>
    public static async Task<PodTimes> StartAsync(ApiClient api, string pods, bool ready = false)
    {
        var list = await api.GetAsync(pods);
        var from = list["metadata"]!["resourceVersion"]!.GetValue<string>();
        return new(api.WatchAsync($"{pods}?resourceVersion={from}"), ready);
    }

    /// <summary>When a pod was seen running; a timestamp of <see cref="TimeProvider.System"/>.</summary>
    public async Task<long> RunningAsync(string pod)
    {
        await WaitAsync($"{pod} runs", () => _running.ContainsKey(pod));
        return _running[pod];
    }

    /// <summary>Waits until so many pods were seen running.</summary>
    public Task AllRunningAsync(int count) => WaitAsync($"{count} pods run", () => Running >= count);

    /// <summary>Waits until so many pods were seen gone.</summary>
    public Task AllGoneAsync(int count) => WaitAsync($"{count} pods are gone", () => Gone >= count);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private static bool IsReady(JsonNode pod) => pod["status"]!["conditions"]?.AsArray().Any(
        condition => condition!["type"]!.GetValue<string>() == "Ready" && condition["status"]!.GetValue<string>() == "True") == true;

    private Task WaitAsync(string what, Func<bool> condition) => Wait.UntilAsync(
        what, TimeSpan.FromMinutes(4), TimeSpan.FromMilliseconds(1),
        () => _watching.IsCompleted ? throw new BenchmarkException("the watch of the pods ended") : condition());

    private async Task WatchAsync(IAsyncEnumerable<JsonNode> events)
    {
        try
        {
            await foreach (var change in events.WithCancellation(_end.Token))
            {
                var now = TimeProvider.System.GetTimestamp();
                var pod = change["object"]!;
                var name = pod["metadata"]?["name"]?.GetValue<string>() ?? throw new BenchmarkException($"the watch of the pods failed: {change}");
                if (change["type"]!.GetValue<string>() == "DELETED")
                {
                    _gone[name] = now;
                }
                else if (pod["status"]?["phase"]?.GetValue<string>() == "Running" && (!_ready || IsReady(pod)))
                {
                    _running.TryAdd(name, now);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Seen enough.
        }
    }
}
