using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>A page of a list of objects of one kind, such as <c>PodList</c>.</summary>
/// <typeparam name="T">Kind of the items.</typeparam>
public sealed record KubernetesList<T> : KubernetesType, IKubernetesList
    where T : class, IKubernetesObject, new()
{
    private static readonly T Prototype = new();

    /// <summary>Creates an empty list.</summary>
    public KubernetesList()
        : base(Prototype.ApiVersion, Prototype.Kind + "List")
    {
    }

    /// <summary>Version of the list, and where it goes on.</summary>
    [JsonPropertyOrder(-1)]
    public ListMeta Metadata { get; init => field = value ?? Blank<ListMeta>.Value; } = Blank<ListMeta>.Value;

    /// <summary>The objects. Their own <c>apiVersion</c> and <c>kind</c> may be absent in JSON. Written even when empty.</summary>
    public IReadOnlyList<T> Items { get; init => field = value ?? []; } = [];
}
