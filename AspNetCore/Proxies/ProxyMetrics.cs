using System.Diagnostics.Metrics;
using Reeve.Runtime.Hosting.Proxies;

namespace Reeve.AspNetCore.Proxies;

/// <summary>What proxies serve, and until when their certificates are valid. Looked at when somebody asks.</summary>
internal sealed class ProxyMetrics : IDisposable
{
    private readonly Meter _meter = new("Reeve.AspNetCore.Proxies");

    /// <summary>Begins to offer them.</summary>
    public ProxyMetrics(IProxySites sites)
    {
        _meter.CreateObservableGauge(
            "reeve.proxy.revision", () => sites.All.Select(static site => new Measurement<long>(site.Service.Current?.Revision ?? 0, Name(site))), unit: null, "The revision that is served; 0 for none.");
        _meter.CreateObservableGauge(
            "reeve.proxy.ready", () => sites.All.Select(static site => new Measurement<int>(site.Problem is null ? 1 : 0, Name(site))), unit: null, "1 if the proxy serves what it should, else 0.");
        _meter.CreateObservableGauge("reeve.proxy.certificate.expiry", () => Certificates(sites), "s", "When certificates that are kept fresh end, since unix epoch in seconds.");
        _meter.CreateObservableGauge("reeve.proxy.certificate.failures", () => Failures(sites), unit: null, "Attempts to get a certificate that have failed since the last one that did not.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<double>> Certificates(IProxySites sites) =>
        from site in sites.All
        from certificate in site.Certificates.List()
        where certificate.NotAfter is not null
        select new Measurement<double>(certificate.NotAfter!.Value.ToUnixTimeMilliseconds() / 1e3, Name(site), new("certificate", certificate.Name));

    private static IEnumerable<Measurement<int>> Failures(IProxySites sites) =>
        from site in sites.All
        from certificate in site.Certificates.List()
        select new Measurement<int>(certificate.Failures, Name(site), new("certificate", certificate.Name));

    private static KeyValuePair<string, object?> Name(IProxySite site) => new("proxy", site.Name);
}
