using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>What is measured of calls into plugins. Names and units follow OpenTelemetry; docs/plugins.md lists them.</summary>
internal sealed class GuardMetrics
{
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _sessions;
    private readonly Counter<long> _replacements;

    public GuardMetrics(Meter meter)
    {
        _duration = meter.CreateHistogram(
            "reeve.provider.call.duration", "s", "Duration of calls into providers.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 120] });
        _sessions = meter.CreateUpDownCounter<long>("reeve.provider.session.active", "{session}", "Open exec, attach, log and port-forward streams.");
        _replacements = meter.CreateCounter<long>("reeve.plugin.replacements", "{replacement}", "Replacements of instances, by outcome.");
    }

    public void Called(in TagList provider, string operation, TimeSpan duration, string? error)
    {
        var tags = provider;
        tags.Add("reeve.operation", operation);
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        _duration.Record(duration.TotalSeconds, tags);
    }

    public void Session(in TagList provider, string operation, int change)
    {
        var tags = provider;
        tags.Add("reeve.operation", operation);
        _sessions.Add(change, tags);
    }

    public void Replaced(in TagList provider, bool succeeded)
    {
        var tags = provider;
        tags.Add("reeve.outcome", succeeded ? "replaced" : "reverted");
        _replacements.Add(1, tags);
    }
}
