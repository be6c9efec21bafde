using System.Text.Json.Nodes;

namespace Reeve.Host.Configuration.Proxies;

/// <summary>An entry of <c>proxies</c> as it is written.</summary>
internal sealed record ProxyEntry
{
    public string Name { get; set; } = "";

    public string Provider { get; set; } = "proxy";

    public JsonObject? Options { get; set; }

    public JsonObject? Initial { get; set; }

    public string? InitialFile { get; set; }

    public IReadOnlyList<CertificateEntry> Certificates { get; set; } = [];

    public KubernetesEntry? Kubernetes { get; set; }
}
