using Reeve.Plugins;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Hosting.Proxies;

/// <summary>A proxy as it is being described.</summary>
internal sealed class HostedProxyOptions(string name)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What serves it; null as long as nobody has said so.</summary>
    public string? Provider { get; set; }

    /// <summary>The provider's options.</summary>
    public ProviderOptions ProviderOptions { get; set; } = ProviderOptions.Empty;

    /// <summary>What is served as long as nobody has applied anything; null for nothing.</summary>
    public ProxySpec? Initial { get; set; }

    /// <summary>Certificates that are kept fresh.</summary>
    public CertificatesOptions Certificates { get; set; } = new();
}
