using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>Base of objects with metadata. Also the base of custom resources that an author models himself.</summary>
public abstract record KubernetesObject : KubernetesType, IKubernetesObject
{
    /// <summary>Creates an empty object of the given type.</summary>
    protected KubernetesObject(string apiVersion, string kind)
        : base(apiVersion, kind)
    {
    }

    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public ObjectMeta Metadata { get; init => field = value ?? Blank<ObjectMeta>.Value; } = Blank<ObjectMeta>.Value;
}
