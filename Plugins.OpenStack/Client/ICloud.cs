using Reeve.Plugins.OpenStack.Client.Compute;
using Reeve.Plugins.OpenStack.Client.Dns;
using Reeve.Plugins.OpenStack.Client.Identity;
using Reeve.Plugins.OpenStack.Client.Images;
using Reeve.Plugins.OpenStack.Client.LoadBalancing;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Placement;
using Reeve.Plugins.OpenStack.Client.Volumes;

namespace Reeve.Plugins.OpenStack.Client;

/// <summary>
/// One cloud as one set of credentials sees it. Thread-safe; asks for a token at the first call. A service that the catalog does not have fails as
/// <see cref="ErrorReason.Unsupported"/>, with the services that it has.
/// </summary>
internal interface ICloud : IDisposable
{
    /// <summary>What users call it.</summary>
    string Name { get; }

    /// <summary>The region whose services are used; null: the catalog has but one.</summary>
    string? Region { get; }

    /// <summary>Servers.</summary>
    ICompute Compute { get; }

    /// <summary>Networks.</summary>
    INetworking Network { get; }

    /// <summary>Images.</summary>
    IImages Image { get; }

    /// <summary>What the hypervisors have; for administrators.</summary>
    IPlacement Placement { get; }

    /// <summary>Projects and credentials.</summary>
    IIdentity Identity { get; }

    /// <summary>Volumes; not in every cloud.</summary>
    IVolumes Volume { get; }

    /// <summary>Load balancers; not in every cloud.</summary>
    ILoadBalancing LoadBalancer { get; }

    /// <summary>Names; not in every cloud.</summary>
    IDns Dns { get; }

    /// <summary>Who the client is, with a token that has not expired.</summary>
    Task<CloudSession> SessionAsync(CancellationToken cancellationToken);

    /// <summary>Whether the catalog has a service.</summary>
    Task<bool> HasAsync(CloudService service, CancellationToken cancellationToken);
}
