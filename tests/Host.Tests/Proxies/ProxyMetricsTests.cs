using Reeve.AspNetCore.Clusters.Metrics;
using Reeve.AspNetCore.Proxies;
using Reeve.Host.Tests.Proxies.Support;
using Reeve.Runtime.KubeletApi.Metrics;

namespace Reeve.Host.Tests.Proxies;

public sealed class ProxyMetricsTests
{
    [Fact]
    public void Write_ProxyAndCertificate_RevisionAndExpiry()
    {
        using var collector = new MetricsCollector(MetricNames.Prefixes);
        var sites = new FakeSites("measured");
        sites.Fill();
        using var metrics = new ProxyMetrics(sites);

        var text = collector.Write();

        Assert.Contains("reeve_proxy_revision{proxy=\"measured\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("reeve_proxy_ready{proxy=\"measured\"} 1\n", text, StringComparison.Ordinal);
        Assert.Matches("reeve_proxy_certificate_expiry_seconds\\{certificate=\"shop\",proxy=\"measured\"\\} 7776000|reeve_proxy_certificate_expiry_seconds\\{proxy=\"measured\",certificate=\"shop\"\\} 7776000", text);
        Assert.Matches("reeve_proxy_certificate_failures\\{[^}]*\\} 2", text);
    }
}
