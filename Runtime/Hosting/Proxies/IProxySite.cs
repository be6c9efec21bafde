using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Certificates;

namespace Reeve.Runtime.Hosting.Proxies;

/// <summary>A proxy that the agent runs. Thread-safe.</summary>
public interface IProxySite
{
    /// <summary>Its configured name.</summary>
    string Name { get; }

    /// <summary>The provider that serves it.</summary>
    string Provider { get; }

    /// <summary>What is wanted of it, and serves that.</summary>
    IProxyService Service { get; }

    /// <summary>Its certificates that are kept fresh.</summary>
    ICertificateManager Certificates { get; }

    /// <summary>Why it does not serve what it should; null if it does.</summary>
    string? Problem { get; }
}
