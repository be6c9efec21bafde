using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates references to fields of the pod and to resources of its containers.</summary>
internal static class FieldReferenceValidator
{
    private static readonly string[] EnvironmentFields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] FileFields = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

    private static readonly string[] KnownFields =
    [
        .. EnvironmentFields, .. FileFields, "spec.restartPolicy", "spec.schedulerName", "spec.host", "status.phase",
    ];

    private static readonly string[] Resources =
    [
        "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory",
    ];

    private static readonly string[] ProcessorDivisors = ["1m", "1"];

    private static readonly string[] SizeDivisors = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

    /// <summary>A field that becomes an environment variable.</summary>
    public static void ValidateEnvironment(FieldErrors errors, ObjectFieldSelector selector, FieldPath field) =>
        Validate(errors, selector, EnvironmentFields, field);

    /// <summary>A field that becomes a file.</summary>
    public static void ValidateFile(FieldErrors errors, ObjectFieldSelector selector, FieldPath field) =>
        Validate(errors, selector, FileFields, field);

    /// <summary>A resource of a container.</summary>
    public static void ValidateResource(FieldErrors errors, ResourceFieldSelector selector, bool needsContainer, FieldPath field)
    {
        var resource = selector.Resource;
        var isHuge = resource.StartsWith("limits.hugepages-", StringComparison.Ordinal) || resource.StartsWith("requests.hugepages-", StringComparison.Ordinal);
        if (needsContainer && selector.ContainerName is not { Length: > 0 })
        {
            errors.Required(field.Child("containerName"));
        }
        else if (resource.Length == 0)
        {
            errors.Required(field.Child("resource"));
        }
        else if (!isHuge)
        {
            errors.OneOf(field.Child("resource"), resource, Resources);
        }

        if (selector.Divisor is { IsZero: false } divisor)
        {
            ValidateDivisor(errors, resource, isHuge, divisor.ToString(), field.Child("divisor"));
        }
    }

    private static void ValidateDivisor(FieldErrors errors, string resource, bool isHuge, string divisor, FieldPath field)
    {
        var (what, allowed) = resource switch
        {
            _ when isHuge => ("hugepages", SizeDivisors),
            "limits.cpu" or "requests.cpu" => ("cpu", ProcessorDivisors),
            "limits.memory" or "requests.memory" => ("memory", SizeDivisors),
            "limits.ephemeral-storage" or "requests.ephemeral-storage" => ("local ephemeral storage", SizeDivisors),
            _ => ("", []),
        };
        if (what.Length > 0 && !allowed.Contains(divisor))
        {
            var list = what == "cpu" ? "1m and 1" : string.Join(", ", allowed);
            errors.Invalid(field, resource, $"only divisor's values {list} are supported with the {what} resource");
        }
    }

    private static void Validate(FieldErrors errors, ObjectFieldSelector selector, string[] supported, FieldPath field)
    {
        var path = selector.FieldPath;
        if (selector.ApiVersion is not { Length: > 0 } version)
        {
            errors.Required(field.Child("apiVersion"));
            return;
        }

        if (path.Length == 0)
        {
            errors.Required(field.Child("fieldPath"));
            return;
        }

        var (name, key) = Split(path);
        if (version != "v1")
        {
            errors.Invalid(field.Child("fieldPath"), path, $"error converting fieldPath: unsupported pod version: {version}");
        }
        else if (!KnownFields.Contains(name))
        {
            errors.Invalid(field.Child("fieldPath"), path, $"error converting fieldPath: field label not supported: {path}");
        }
        else if (key is null)
        {
            errors.OneOf(field.Child("fieldPath"), path, supported);
        }
        else if (name is "metadata.annotations" or "metadata.labels")
        {
            errors.Invalid(field, key, KeyRules.QualifiedName(name == "metadata.labels" ? key : key.ToLowerInvariant()));
        }
        else
        {
            errors.Invalid(field, name, "does not support subscript");
        }
    }

    /// <summary>Splits <c>metadata.labels['key']</c>.</summary>
    private static (string Name, string? Key) Split(string path)
    {
        var start = path.IndexOf("['", StringComparison.Ordinal);
        return start > 0 && path.EndsWith("']", StringComparison.Ordinal) && path.Length >= start + 4
            ? (path[..start], path[(start + 2)..^2])
            : (path, null);
    }
}
