using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates metadata.</summary>
internal static class MetadataValidator
{
    private const int AnnotationBytes = 256 * 1024;

    /// <summary>Validates the metadata of an object.</summary>
    /// <param name="errors">Takes the errors.</param>
    /// <param name="metadata">The metadata.</param>
    /// <param name="field">Their path.</param>
    /// <param name="name">The rule for names of the kind; null for RFC 1123 subdomains.</param>
    public static void Validate(FieldErrors errors, ObjectMeta metadata, FieldPath field, Func<string, IEnumerable<string>>? name = null)
    {
        if (metadata.Name.Length == 0)
        {
            errors.Required(field.Child("name"), "name or generateName is required");
        }
        else
        {
            errors.Invalid(field.Child("name"), metadata.Name, (name ?? NameRules.Subdomain)(metadata.Name));
        }

        if (metadata.Namespace is { Length: > 0 } space)
        {
            errors.Invalid(field.Child("namespace"), space, NameRules.Label(space));
        }

        ValidateLabels(errors, metadata.Labels, field.Child("labels"));
        ValidateAnnotations(errors, metadata.Annotations, field.Child("annotations"));
        for (var i = 0; i < metadata.Finalizers.Count; i++)
        {
            errors.Invalid(field.Child("finalizers").Index(i), metadata.Finalizers[i], KeyRules.QualifiedName(metadata.Finalizers[i]));
        }
    }

    /// <summary>Validates labels, or a map that selects by them.</summary>
    public static void ValidateLabels(FieldErrors errors, IReadOnlyDictionary<string, string> labels, FieldPath field)
    {
        foreach (var (key, value) in labels)
        {
            errors.Invalid(field, key, KeyRules.QualifiedName(key));
            errors.Invalid(field, value, KeyRules.LabelValue(value));
        }
    }

    /// <summary>Keys of annotations may have capitals in the prefix; values may be anything, but not all together too much.</summary>
    private static void ValidateAnnotations(FieldErrors errors, IReadOnlyDictionary<string, string> annotations, FieldPath field)
    {
        long size = 0;
        foreach (var (key, value) in annotations)
        {
            errors.Invalid(field, key, KeyRules.QualifiedName(key.ToLowerInvariant()));
            size += key.Length + System.Text.Encoding.UTF8.GetByteCount(value);
        }

        if (size > AnnotationBytes)
        {
            errors.TooLong(field, AnnotationBytes);
        }
    }
}
