using Reeve.Kubernetes;
using Reeve.Runtime.Manifests.Documents;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Manifests.Kinds;

/// <summary>A kind whose objects are kept as they are.</summary>
/// <typeparam name="T">The model's type.</typeparam>
internal sealed class SimpleKind<T> : IKindReader
    where T : KubernetesObject, new()
{
    private static readonly T Prototype = new();

    public string ApiVersion => Prototype.ApiVersion;

    public string Kind => Prototype.Kind;

    /// <summary>Whether its objects live in namespaces.</summary>
    public bool IsNamespaced { get; init; } = true;

    /// <summary>Whether its values stay out of messages.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Brings an object to the form in which it is kept.</summary>
    public Func<T, T> Complete { get; init; } = static o => o;

    /// <summary>Finds what is wrong with an object.</summary>
    public Func<T, IReadOnlyList<FieldError>> Validate { get; init; } = ObjectValidator.Validate;

    /// <summary>Where its objects are kept.</summary>
    public required Func<ManifestCollector, List<T>> List { get; init; }

    public void Read(ObjectScope scope)
    {
        if (scope.Read(scope.Node, KubernetesJson.GetTypeInfo<T>(), FieldPath.Root, IsSecret) is not { } item)
        {
            return;
        }

        item = Complete(item with { Metadata = Metadata.Complete(item.Metadata, scope, IsNamespaced) });
        foreach (var error in Validate(item))
        {
            scope.Error(error.Field, error.Message);
        }

        if (!scope.HasErrors && scope.ClaimName(Kind, item.Metadata))
        {
            List(scope.Collector).Add(item);
        }
    }
}
