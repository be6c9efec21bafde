using System.Globalization;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Runtime.Operations;

namespace Reeve.Host.Tests.Clusters.Metrics;

public sealed class MetricsTests : IAsyncLifetime
{
    // Measures are the process's: other tests have clusters of other names.
    private const string Name = "measured";
    private readonly TestApi _api = new();

    public MetricsTests() => _api.Settings = _api.Settings with { DefaultCluster = Name };

    public Task InitializeAsync() => _api.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("rest")]
    [InlineData("metrics")]
    public async Task Metrics_EitherListener_EverythingThatIsPromised(string listener)
    {
        _api.Fill();
        _api.Operations.Set(TestApi.OperationOf(StepState.Done, Name) with
        {
            StartedAt = _api.Clock.GetUtcNow(), EndedAt = _api.Clock.GetUtcNow().AddSeconds(42),
        });
        await _api.Client.GetAsync("/api/v1alpha1/cluster");

        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(_api.AddressOf(listener), "/metrics"));
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        foreach (var name in new[]
        {
            "process_resident_memory_bytes", "process_virtual_memory_bytes", "process_cpu_seconds_total", "process_threads", "process_open_fds", "process_start_time_seconds", "process_gc_heap_bytes",
        })
        {
            Assert.True(Value(text, name) > 0, $"{name}: {text}");
        }

        Assert.Equal(1, Value(text, "reeve_cluster_installed{cluster=\"measured\",type=\"kubeadm\"}"));
        Assert.Equal(1, Value(text, "reeve_cluster_ready{cluster=\"measured\"}"));
        Assert.Equal(_api.Clock.GetUtcNow().ToUnixTimeSeconds(), Value(text, "reeve_cluster_last_installation_time_seconds{cluster=\"measured\",type=\"kubeadm\"}"));
        Assert.Equal(_api.Clock.GetUtcNow().ToUnixTimeSeconds(), Value(text, "cluster_installation_status{action=\"create\",cluster=\"measured\",status=\"success\"}"));
        Assert.Equal(
            _api.Clock.GetUtcNow().AddDays(364.5).ToUnixTimeSeconds(), Value(text, "reeve_cluster_certificate_expiry_seconds{certificate=\"apiserver\",cluster=\"measured\"}"));
        Assert.Equal(42, Value(text, "reeve_cluster_operation_duration_seconds_sum{cluster=\"measured\",intent=\"Create\",result=\"Done\"}"));
        Assert.Equal(0, Value(text, "reeve_cluster_operation_active{cluster=\"measured\"}"));
        Assert.True(Value(text, "http_request_request_frequency_count{cluster_type=\"kubeadm\",code=\"200\",method=\"GET\",path=\"/api/v1alpha1/cluster\",version=\"1.26.5\"}") >= 1);
        Assert.True(Value(text, "http_server_request_duration_seconds_count{http_request_method=\"GET\",http_response_status_code=\"200\",http_route=\"/api/v1alpha1/cluster\"}") >= 1);
    }

    [Fact]
    public async Task Metrics_SameOperationTwiceLookedAt_CountedOnce()
    {
        _api.Fill();
        _api.Operations.Set(TestApi.OperationOf(StepState.Done, Name) with
        {
            StartedAt = _api.Clock.GetUtcNow(), EndedAt = _api.Clock.GetUtcNow().AddSeconds(1),
        });
        await _api.Client.GetStringAsync("/metrics");

        var text = await _api.Client.GetStringAsync("/metrics");

        Assert.Equal(1, Value(text, "reeve_cluster_operation_duration_seconds_count{cluster=\"measured\",intent=\"Create\",result=\"Done\"}"));
    }

    private static double? Value(string text, string sample) =>
        text.Split('\n').FirstOrDefault(line => line.StartsWith(sample + " ", StringComparison.Ordinal)) is { } line
            ? double.Parse(line[(sample.Length + 1)..], CultureInfo.InvariantCulture)
            : null;
}
