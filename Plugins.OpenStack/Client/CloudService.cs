namespace Reeve.Plugins.OpenStack.Client;

/// <summary>The services that this client speaks to.</summary>
internal enum CloudService
{
    /// <summary>Keystone.</summary>
    Identity,

    /// <summary>Nova.</summary>
    Compute,

    /// <summary>Neutron.</summary>
    Network,

    /// <summary>Glance.</summary>
    Image,

    /// <summary>Placement.</summary>
    Placement,

    /// <summary>Cinder.</summary>
    Volume,

    /// <summary>Octavia.</summary>
    LoadBalancer,

    /// <summary>Designate.</summary>
    Dns,
}
