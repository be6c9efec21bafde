namespace Reeve.Plugins.OpenStack.Client.Http;

/// <summary>How a service is found in the catalog, and how it is spoken to.</summary>
internal sealed record ServiceProfile
{
    /// <summary>The service.</summary>
    public required CloudService Service { get; init; }

    /// <summary>Its official type, then what else clouds call it. Source: <c>service-types.openstack.org</c>.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>What belongs to the end of its address, unless the catalog has it there; null: the catalog's address is taken as it is.</summary>
    public string? VersionPath { get; init; }

    /// <summary>What its microversions are called in <c>OpenStack-API-Version</c>; null: it is not asked for any.</summary>
    public string? MicroversionType { get; init; }

    /// <summary>The last microversion that this client knows.</summary>
    public Microversion Newest { get; init; }

    /// <summary>The first one that this client can do with.</summary>
    public Microversion Oldest { get; init; }

    /// <summary>The profile of a service.</summary>
    public static ServiceProfile Of(CloudService service) => Array.Find(s_all, profile => profile.Service == service)
        ?? throw new ArgumentOutOfRangeException(nameof(service));

    private static readonly ServiceProfile[] s_all =
    [
        new() { Service = CloudService.Identity, Types = ["identity"], VersionPath = "v3" },

        // Up to 2.90, which sets host names. 2.53 (Pike) is the oldest with tags at creation and ids of services.
        new() { Service = CloudService.Compute, Types = ["compute"], MicroversionType = "compute", Oldest = new(2, 53), Newest = new(2, 90) },
        new() { Service = CloudService.Network, Types = ["network"], VersionPath = "v2.0" },
        new() { Service = CloudService.Image, Types = ["image"], VersionPath = "v2" },
        new() { Service = CloudService.Placement, Types = ["placement"], MicroversionType = "placement", Oldest = new(1, 10), Newest = new(1, 28) },
        new() { Service = CloudService.Volume, Types = ["block-storage", "volumev3", "block-store", "volume", "volumev2"] },
        new() { Service = CloudService.LoadBalancer, Types = ["load-balancer"], VersionPath = "v2" },
        new() { Service = CloudService.Dns, Types = ["dns"], VersionPath = "v2" },
    ];
}
