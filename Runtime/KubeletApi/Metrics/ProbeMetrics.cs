using Reeve.Plugins;
using Reeve.Runtime.Engine.Planning;
using Reeve.Runtime.Engine.Probes;

namespace Reeve.Runtime.KubeletApi.Metrics;

/// <summary>What <c>/metrics/probes</c> answers.</summary>
internal static class ProbeMetrics
{
    public static string Write(KubeletApiSetup setup)
    {
        var text = new PrometheusText();
        text.Family("prober_probe_total", "counter", "Cumulative number of a liveness, readiness or startup probe for a container by result.");
        var pods = setup.Pods.Pods.ToDictionary(static record => record.Uid, static record => record.Pod.Metadata, StringComparer.Ordinal);
        foreach (var count in setup.Provider.Capability<IProbeCounts>()?.Read() ?? [])
        {
            if (pods.GetValueOrDefault(count.Pod.Uid) is { } pod)
            {
                text.Sample(
                    "prober_probe_total",
                    count.Count,
                    null,
                    new("container", count.Container),
                    new("namespace", pod.Namespace),
                    new("pod", pod.Name),
                    new("pod_uid", count.Pod.Uid),
                    new("probe_type", count.Kind.ToString()),
                    new("result", ResultOf(count.Outcome)));
            }
        }

        return text.ToString();
    }

    private static string ResultOf(ProbeOutcome outcome) => outcome switch
    {
        ProbeOutcome.Success or ProbeOutcome.Warning => "successful",
        ProbeOutcome.Failure => "failed",
        _ => "unknown",
    };
}
