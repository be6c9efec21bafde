using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Resources;

/// <summary>The kinds that a node needs, ready to use.</summary>
public static class ApiResources
{
    /// <summary>Pods.</summary>
    public static KubernetesResource<Pod> Pods { get; } = Listed<Pod>("pods");

    /// <summary><c>pods/eviction</c>.</summary>
    public static KubernetesResource<UntypedObject> PodEvictions { get; } = Pods.Subresource("eviction", "Eviction", ClientJson.TypeInfo<UntypedObject>());

    /// <summary><c>pods/binding</c>.</summary>
    public static KubernetesResource<UntypedObject> PodBindings { get; } = Pods.Subresource("binding", "Binding", ClientJson.TypeInfo<UntypedObject>());

    /// <summary>Nodes.</summary>
    public static KubernetesResource<Node> Nodes { get; } = Listed<Node>("nodes", isNamespaced: false);

    /// <summary>Namespaces.</summary>
    public static KubernetesResource<Namespace> Namespaces { get; } = Listed<Namespace>("namespaces", isNamespaced: false);

    /// <summary>Config maps.</summary>
    public static KubernetesResource<ConfigMap> ConfigMaps { get; } = Listed<ConfigMap>("configmaps");

    /// <summary>Secrets.</summary>
    public static KubernetesResource<Secret> Secrets { get; } = Listed<Secret>("secrets");

    /// <summary>Services.</summary>
    public static KubernetesResource<Service> Services { get; } = Listed<Service>("services");

    /// <summary>Service accounts.</summary>
    public static KubernetesResource<ServiceAccount> ServiceAccounts { get; } = Listed<ServiceAccount>("serviceaccounts");

    /// <summary><c>serviceaccounts/token</c>.</summary>
    public static KubernetesResource<TokenRequest> ServiceAccountTokens { get; } =
        ServiceAccounts.Subresource("token", "TokenRequest", ClientJson.TypeInfo<TokenRequest>());

    /// <summary>Claims of persistent volumes.</summary>
    public static KubernetesResource<PersistentVolumeClaim> PersistentVolumeClaims { get; } = Listed<PersistentVolumeClaim>("persistentvolumeclaims");

    /// <summary>Persistent volumes.</summary>
    public static KubernetesResource<PersistentVolume> PersistentVolumes { get; } = Listed<PersistentVolume>("persistentvolumes", isNamespaced: false);

    /// <summary>Events of the core group.</summary>
    public static KubernetesResource<Event> Events { get; } = Listed<Event>("events");

    /// <summary>Leases.</summary>
    public static KubernetesResource<Lease> Leases { get; } = Listed<Lease>("leases");

    /// <summary>Certificate signing requests.</summary>
    public static KubernetesResource<CertificateSigningRequest> CertificateSigningRequests { get; } =
        Listed<CertificateSigningRequest>("certificatesigningrequests", isNamespaced: false);

    /// <summary>Runtime classes.</summary>
    public static KubernetesResource<RuntimeClass> RuntimeClasses { get; } = Listed<RuntimeClass>("runtimeclasses", isNamespaced: false);

    /// <summary>Reviews of tokens, which can only be created.</summary>
    public static KubernetesResource<TokenReview> TokenReviews { get; } = CreatedOnly<TokenReview>("tokenreviews");

    /// <summary>Reviews of what somebody may do, which can only be created.</summary>
    public static KubernetesResource<SubjectAccessReview> SubjectAccessReviews { get; } = CreatedOnly<SubjectAccessReview>("subjectaccessreviews");

    /// <summary>Reviews of what the caller may do, which can only be created.</summary>
    public static KubernetesResource<SelfSubjectAccessReview> SelfSubjectAccessReviews { get; } =
        CreatedOnly<SelfSubjectAccessReview>("selfsubjectaccessreviews");

    /// <summary>A kind that the model does not know.</summary>
    /// <param name="apiVersion"><c>group/version</c>, or the version alone for the core group.</param>
    /// <param name="kind">The kind, in the singular.</param>
    /// <param name="plural">The name in paths.</param>
    /// <param name="isNamespaced">Whether objects are in namespaces.</param>
    public static KubernetesResource<UntypedObject> Untyped(string apiVersion, string kind, string plural, bool isNamespaced) =>
        new(apiVersion, kind, plural, isNamespaced, ClientJson.TypeInfo<UntypedObject>(), ClientJson.TypeInfo<KubernetesList<UntypedObject>>());

    /// <summary>A kind that an author models himself.</summary>
    /// <param name="plural">The name in paths.</param>
    /// <param name="isNamespaced">Whether objects are in namespaces.</param>
    /// <param name="options">Options that know the type and its list; see <see cref="KubernetesJson.CreateOptions"/>.</param>
    public static KubernetesResource<T> Custom<T>(string plural, bool isNamespaced, JsonSerializerOptions options)
        where T : class, IKubernetesObject, new()
    {
        var prototype = new T();
        return new(
            prototype.ApiVersion,
            prototype.Kind,
            plural,
            isNamespaced,
            (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)),
            options.TryGetTypeInfo(typeof(KubernetesList<T>), out var list) ? (JsonTypeInfo<KubernetesList<T>>)list : null);
    }

    private static KubernetesResource<T> Listed<T>(string plural, bool isNamespaced = true)
        where T : class, IKubernetesObject, new() => Custom<T>(plural, isNamespaced, ClientJson.Options);

    private static KubernetesResource<T> CreatedOnly<T>(string plural)
        where T : class, IKubernetesObject, new() => Custom<T>(plural, isNamespaced: false, ClientJson.Options);
}
