using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Resources;

/// <summary>Where objects of a kind are in the API, and how they are read. Immutable.</summary>
/// <typeparam name="T">The kind.</typeparam>
public sealed class KubernetesResource<T>
    where T : class, IKubernetesObject, new()
{
    /// <summary>Describes a kind of the cluster or of namespaces.</summary>
    /// <param name="apiVersion"><c>group/version</c>, or the version alone for the core group.</param>
    /// <param name="kind">The kind, in the singular.</param>
    /// <param name="plural">The name in paths, such as <c>pods</c>.</param>
    /// <param name="isNamespaced">Whether objects are in namespaces.</param>
    /// <param name="itemType">How an object is read and written.</param>
    /// <param name="listType">How a list is read; null if the kind cannot be listed.</param>
    public KubernetesResource(
        string apiVersion, string kind, string plural, bool isNamespaced, JsonTypeInfo<T> itemType, JsonTypeInfo<KubernetesList<T>>? listType)
    {
        ApiVersion = apiVersion;
        Kind = kind;
        Plural = plural;
        IsNamespaced = isNamespaced;
        ItemType = itemType;
        ListType = listType;
    }

    /// <summary><c>group/version</c>, or the version alone for the core group.</summary>
    public string ApiVersion { get; }

    /// <summary>The group; empty for the core group.</summary>
    public string Group => ApiVersion.IndexOf('/') is var slash and >= 0 ? ApiVersion[..slash] : "";

    /// <summary>The version.</summary>
    public string Version => ApiVersion[(ApiVersion.IndexOf('/') + 1)..];

    /// <summary>The kind, in the singular.</summary>
    public string Kind { get; }

    /// <summary>The name in paths, such as <c>pods</c>.</summary>
    public string Plural { get; }

    /// <summary>Whether objects are in namespaces.</summary>
    public bool IsNamespaced { get; }

    /// <summary>The subresource, such as <c>status</c>; empty for the objects themselves.</summary>
    public string SubresourceName { get; private init; } = "";

    /// <summary>How an object is read and written.</summary>
    public JsonTypeInfo<T> ItemType { get; }

    /// <summary>How a list is read; null if the kind cannot be listed.</summary>
    public JsonTypeInfo<KubernetesList<T>>? ListType { get; }

    /// <summary>The <c>status</c> subresource, which takes the objects themselves.</summary>
    public KubernetesResource<T> Status => field ??= Subresource("status");

    /// <summary>A subresource that takes the objects themselves, such as <c>status</c>, <c>approval</c> or <c>resize</c>.</summary>
    public KubernetesResource<T> Subresource(string name) =>
        new(ApiVersion, Kind, Plural, IsNamespaced, ItemType, null) { SubresourceName = name };

    /// <summary>A subresource that takes objects of another kind, such as <c>token</c> or <c>eviction</c>.</summary>
    public KubernetesResource<TOther> Subresource<TOther>(string name, string kind, JsonTypeInfo<TOther> type)
        where TOther : class, IKubernetesObject, new() =>
        new(ApiVersion, kind, Plural, IsNamespaced, type, null) { SubresourceName = name };

    /// <inheritdoc/>
    public override string ToString() => Plural + (Group.Length > 0 ? "." + Group : "") + (SubresourceName.Length > 0 ? "/" + SubresourceName : "");
}
