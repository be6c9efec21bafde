using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates what all objects have in common. Pure; safe to call from any thread.</summary>
public static class ObjectValidator
{
    /// <summary>Finds what is wrong with an object's metadata.</summary>
    /// <param name="item">The object.</param>
    /// <returns>The errors, in the words of the API server; empty if there are none.</returns>
    public static IReadOnlyList<FieldError> Validate(KubernetesObject item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var errors = new FieldErrors();
        MetadataValidator.Validate(errors, item.Metadata, FieldPath.Root.Child("metadata"), item is Namespace ? NameRules.Label : null);
        return errors.ToList();
    }
}
