using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>A virtual machine.</summary>
/// <remarks>Source: Compute API, <c>GET /servers/{id}</c>.</remarks>
internal sealed record Server
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>BUILD</c>, <c>ACTIVE</c>, <c>SHUTOFF</c>, <c>ERROR</c>, <c>DELETED</c> and more.</summary>
    public string Status { get; set; } = "";

    /// <summary>Why it is in <c>ERROR</c>.</summary>
    public ServerFault? Fault { get; set; }

    /// <summary>What is being done to it, if anything: <c>scheduling</c>, <c>spawning</c>, <c>deleting</c>.</summary>
    [JsonPropertyName("OS-EXT-STS:task_state")]
    public string? TaskState { get; set; }

    /// <summary>Its state in Nova's own words.</summary>
    [JsonPropertyName("OS-EXT-STS:vm_state")]
    public string? VmState { get; set; }

    /// <summary>Where it is.</summary>
    [JsonPropertyName("OS-EXT-AZ:availability_zone")]
    public string? AvailabilityZone { get; set; }

    /// <summary>Its addresses by the names of their networks.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ServerAddress>> Addresses { get; set; } = new Dictionary<string, IReadOnlyList<ServerAddress>>();

    /// <summary>Its metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; set; } = new Dictionary<string, string>();

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>The key pair that it was made with.</summary>
    public string? KeyName { get; set; }

    /// <summary>What it was made as.</summary>
    public ServerFlavor? Flavor { get; set; }

    /// <summary>The image that it was made of; null where it boots from a volume.</summary>
    [JsonPropertyName("image")]
    [JsonConverter(typeof(ImageReferenceConverter))]
    public string? ImageId { get; set; }

    /// <summary>Its volumes.</summary>
    [JsonPropertyName("os-extended-volumes:volumes_attached")]
    public IReadOnlyList<AttachedVolume> AttachedVolumes { get; set; } = [];

    /// <summary>The project that it belongs to.</summary>
    [JsonPropertyName("tenant_id")]
    public string ProjectId { get; set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; set; }

    /// <summary>The server group that it is in; null in lists, and where Nova is older than 2.71.</summary>
    public IReadOnlyList<string>? ServerGroups { get; set; }
}
