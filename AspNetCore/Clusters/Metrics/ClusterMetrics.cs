using System.Diagnostics.Metrics;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;

namespace Reeve.AspNetCore.Clusters.Metrics;

/// <summary>What clusters are and what became of operations on them. Looked at when somebody asks.</summary>
internal sealed class ClusterMetrics : IDisposable
{
    private static readonly double[] Bounds = [1, 5, 10, 30, 60, 120, 180, 300, 600, 900, 1800, 3600];
    private readonly Meter _meter = new("Reeve.AspNetCore.Clusters");
    private readonly Lock _lock = new();
    private readonly HashSet<string> _counted = new(StringComparer.Ordinal);
    private readonly IClusterManager _clusters;
    private readonly IOperationEngine _operations;
    private readonly DateTimeOffset _start;
    private readonly Histogram<double> _durations;

    /// <summary>Begins to offer them.</summary>
    public ClusterMetrics(IClusterManager clusters, IOperationEngine operations, TimeProvider time)
    {
        (_clusters, _operations, _start) = (clusters, operations, time.GetUtcNow());
        _durations = _meter.CreateHistogram(
            "reeve.cluster.operation.duration", "s", "How long operations took, by what was wanted and how they ended.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });
        _meter.CreateObservableGauge("reeve.cluster.installed", Installed, unit: null, "1 if the cluster is there, else 0.");
        _meter.CreateObservableGauge("reeve.cluster.ready", Ready, unit: null, "1 if the cluster is ready, else 0.");
        _meter.CreateObservableGauge("reeve.cluster.last_installation.time", LastInstallation, "s", "When the cluster was last installed, since unix epoch in seconds.");
        _meter.CreateObservableGauge("cluster.installation_status", Outcomes, unit: null, "When something was last done with the cluster, by what and how it ended, since unix epoch in seconds.");
        _meter.CreateObservableGauge("reeve.cluster.certificate.expiry", Certificates, "s", "When certificates of the cluster end, since unix epoch in seconds.");
        _meter.CreateObservableGauge("reeve.cluster.operation.active", Active, unit: null, "Operations that go on or are stuck.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Installed() => _clusters.List().Select(static view => new Measurement<int>(
        view.Phase is ClusterPhase.Provisioned or ClusterPhase.Upgrading or ClusterPhase.KubeConfigResetting || view.KubernetesVersion.Length > 0 ? 1 : 0, [Name(view), Type(view)]));

    private IEnumerable<Measurement<int>> Ready() => _clusters.List().Select(static view =>
        new Measurement<int>(view.Conditions.Any(static condition => condition is { Type: "ClusterReady", Status: true }) ? 1 : 0, Name(view)));

    private IEnumerable<Measurement<double>> LastInstallation() => _clusters.List()
        .Where(static view => view.LastInstall is { Succeeded: true })
        .Select(static view => new Measurement<double>(Seconds(view.LastInstall!.EndedAt), Name(view), Type(view)));

    private IEnumerable<Measurement<double>> Outcomes() =>
        from view in _clusters.List()
        from one in new[] { ("create", view.LastInstall), ("upgrade", view.LastUpgrade), ("patch", view.LastPatch), ("delete", view.LastReset), ("reset-certs", view.LastCertificateReset) }
        where one.Item2 is not null
        select new Measurement<double>(Seconds(one.Item2.EndedAt), Name(view), new("action", one.Item1), new("status", one.Item2.Succeeded ? "success" : "failed"));

    private IEnumerable<Measurement<double>> Certificates() =>
        from view in _clusters.List()
        from certificate in view.Certificates
        select new Measurement<double>(Seconds(certificate.NotAfter), Name(view), new("certificate", certificate.Name));

    // Operations that have ended since the last look are counted at this one: nobody tells of them all.
    private IEnumerable<Measurement<int>> Active()
    {
        var operations = _operations.List(null);
        lock (_lock)
        {
            foreach (var operation in operations.Where(operation => operation.EndedAt >= _start && _counted.Add(operation.Id)))
            {
                _durations.Record(
                    (operation.EndedAt!.Value - operation.StartedAt).TotalSeconds,
                    new KeyValuePair<string, object?>("cluster", operation.Cluster.ToString()),
                    new KeyValuePair<string, object?>("intent", operation.Intent.ToString()),
                    new KeyValuePair<string, object?>("result", operation.State.ToString()));
            }

            _counted.IntersectWith(operations.Select(static operation => operation.Id));
        }

        return [.. _clusters.List().Select(view => new Measurement<int>(operations.Count(operation => !operation.HasEnded && operation.Cluster.ToString() == view.Key), Name(view)))];
    }

    private static KeyValuePair<string, object?> Name(ClusterView view) => new("cluster", view.Key);

    private static KeyValuePair<string, object?> Type(ClusterView view) => new("type", view.Type);

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1e3;
}
