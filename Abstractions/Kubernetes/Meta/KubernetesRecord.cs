using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>
/// Base of every type of the object model. Instances are immutable; collections are never null. Fields that the
/// model does not know are kept in <see cref="UnknownFields"/> and written back.
/// </summary>
public abstract record KubernetesRecord
{
    /// <summary>Creates an empty record.</summary>
    protected KubernetesRecord()
    {
    }

    /// <summary>Copies a record. The copy of an absent object is a present one.</summary>
    protected KubernetesRecord(KubernetesRecord original) => UnknownFields = original.UnknownFields;

    /// <summary>
    /// Fields that the model does not know, by JSON name, as they were read; null when there are none. The setter is for
    /// deserialisation, which cannot initialise it; elsewhere set it in an initialiser or a <c>with</c> alone.
    /// </summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }

    /// <summary>Stands for an object that was not there; see <see cref="Blank{T}"/>.</summary>
    [JsonIgnore]
    internal bool IsBlank { get; init; }

    /// <summary>Two records are equal if their members are; being absent and being empty are the same.</summary>
    public virtual bool Equals(KubernetesRecord? other) =>
        ReferenceEquals(this, other)
        || (other is not null && EqualityContract == other.EqualityContract && Equals(UnknownFields, other.UnknownFields));

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>The type, and for whole objects namespace and name; never values, which may be secret.</summary>
    public sealed override string ToString() => this switch
    {
        IKubernetesObject { Metadata.Namespace: { Length: > 0 } ns } o => $"{o.Kind} {ns}/{o.Metadata.Name}",
        IKubernetesObject o => $"{o.Kind} {o.Metadata.Name}",
        _ => GetType().Name,
    };
}
