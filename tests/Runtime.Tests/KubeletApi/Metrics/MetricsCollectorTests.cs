using System.Diagnostics.Metrics;
using Reeve.Runtime.KubeletApi.Metrics;

namespace Reeve.Runtime.Tests.KubeletApi.Metrics;

public sealed class MetricsCollectorTests : IDisposable
{
    private readonly string _name = $"Reeve.Test.{Guid.NewGuid():N}";
    private readonly MetricsCollector _collector;
    private readonly Meter _meter;

    public MetricsCollectorTests()
    {
        _collector = new MetricsCollector(_name);
        _meter = new Meter(new MeterOptions(_name) { Tags = [new("k8s.node.name", "one")] });
    }

    public void Dispose()
    {
        _meter.Dispose();
        _collector.Dispose();
    }

    [Fact]
    public void Write_Counter_AddsUpByLabels()
    {
        var counter = _meter.CreateCounter<long>("reeve.things", "{thing}", "Things.");
        counter.Add(2, new KeyValuePair<string, object?>("error.type", "a \"b\"\n\\"));
        counter.Add(3, new KeyValuePair<string, object?>("error.type", "a \"b\"\n\\"));

        Assert.Equal(
            """
            # HELP reeve_things_total Things.
            # TYPE reeve_things_total counter
            reeve_things_total{error_type="a \"b\"\n\\",k8s_node_name="one"} 5

            """,
            _collector.Write());
    }

    [Fact]
    public void Write_Histogram_HasCumulativeBuckets()
    {
        var histogram = _meter.CreateHistogram("reeve.wait", "s", "Waiting.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        histogram.Record(0.1);
        histogram.Record(0.7);
        histogram.Record(7);

        Assert.Equal(
            """
            # HELP reeve_wait_seconds Waiting.
            # TYPE reeve_wait_seconds histogram
            reeve_wait_seconds_bucket{k8s_node_name="one",le="0.5"} 1
            reeve_wait_seconds_bucket{k8s_node_name="one",le="1"} 2
            reeve_wait_seconds_bucket{k8s_node_name="one",le="+Inf"} 3
            reeve_wait_seconds_sum{k8s_node_name="one"} 7.8
            reeve_wait_seconds_count{k8s_node_name="one"} 3

            """,
            _collector.Write());
    }

    [Fact]
    public void Write_UpDownCounter_IsAGauge()
    {
        var active = _meter.CreateUpDownCounter<int>("reeve.active");
        active.Add(5);
        active.Add(-2);

        Assert.Contains("# TYPE reeve_active gauge\nreeve_active{k8s_node_name=\"one\"} 3\n", _collector.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Observed_IsReadEachTimeAndForgotten()
    {
        var values = new List<Measurement<long>> { new(1, new KeyValuePair<string, object?>("a", "x")), new(2, new KeyValuePair<string, object?>("a", "y")) };
        _meter.CreateObservableGauge("reeve.seen", () => values);
        Assert.Contains("a=\"y\"", _collector.Write(), StringComparison.Ordinal);

        values.RemoveAt(1);

        var text = _collector.Write();
        Assert.Contains("a=\"x\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("a=\"y\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OtherNode_IsLeftOut()
    {
        _meter.CreateCounter<long>("reeve.mine").Add(1);

        Assert.Equal("", _collector.Write("two"));
        Assert.NotEqual("", _collector.Write("one"));
    }

    [Fact]
    public void Write_TooManySeries_AreDroppedAndCounted()
    {
        var counter = _meter.CreateCounter<long>("reeve.many");
        for (var i = 0; i < 5000; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
        }

        var text = _collector.Write();
        Assert.Equal(1000, text.Split('\n').Count(static line => line.StartsWith("reeve_many_total{", StringComparison.Ordinal)));
        Assert.Contains("reeve_metrics_dropped_total 4000\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_MeterDisposed_IsForgotten()
    {
        _meter.CreateCounter<long>("reeve.gone").Add(1);

        _meter.Dispose();

        Assert.Equal("", _collector.Write());
    }

    [Theory]
    [InlineData("reeve.pod.start.duration", "s", false, "reeve_pod_start_duration_seconds")]
    [InlineData("reeve.bytes", "By", true, "reeve_bytes_total")]
    [InlineData("reeve.pod.active", "{pod}", false, "reeve_pod_active")]
    [InlineData("1st", null, false, "_1st")]
    public void Of_Instrument_FollowsPrometheus(string instrument, string? unit, bool counter, string name)
    {
        Assert.Equal(name, MetricNames.Of(instrument, unit, counter));
    }
}
