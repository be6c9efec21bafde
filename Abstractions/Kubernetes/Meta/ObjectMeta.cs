using System.Collections.ObjectModel;
using System.Text.Json;

namespace Reeve.Kubernetes;

/// <summary>What every stored object has: name, identity, labels, history.</summary>
public sealed record ObjectMeta : KubernetesRecord
{
    /// <summary>Name, unique per kind and namespace; empty until the server fills it from <c>generateName</c>.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Prefix from which the server makes a unique name when <c>name</c> is empty.</summary>
    public string? GenerateName { get; init; }

    /// <summary>Namespace; null for cluster-scoped objects.</summary>
    public string? Namespace { get; init; }

    /// <summary>Deprecated by the API; no longer filled.</summary>
    public string? SelfLink { get; init; }

    /// <summary>Identity in time and space, set by the server.</summary>
    public string? Uid { get; init; }

    /// <summary>Opaque version of the stored object; compare for equality alone.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Sequence number of the desired state, raised by the server when the spec changes.</summary>
    public long? Generation { get; init; }

    /// <summary>When the server stored the object.</summary>
    public Time? CreationTimestamp { get; init; }

    /// <summary>When the object is due to go; set by the server on a graceful delete.</summary>
    public Time? DeletionTimestamp { get; init; }

    /// <summary>Seconds granted between the delete request and removal.</summary>
    public long? DeletionGracePeriodSeconds { get; init; }

    /// <summary>Labels, by key, for selectors.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; }
        = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Annotations, by key; free text for tools.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; }
        = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Objects that own this one; it is collected when all of them are gone.</summary>
    public IReadOnlyList<OwnerReference> OwnerReferences { get; init => field = value ?? []; } = [];

    /// <summary>Names that must be removed before the object is deleted.</summary>
    public IReadOnlyList<string> Finalizers { get; init => field = value ?? []; } = [];

    /// <summary>Field ownership of server-side apply, kept as it came.</summary>
    public IReadOnlyList<JsonElement> ManagedFields { get; init => field = value ?? []; } = [];
}
