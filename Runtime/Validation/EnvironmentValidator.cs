using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates environment variables and where they come from.</summary>
internal static class EnvironmentValidator
{
    public static void Validate(FieldErrors errors, ContainerCommon container, PodSpec spec, FieldPath field)
    {
        for (var i = 0; i < container.Env.Count; i++)
        {
            var (variable, item) = (container.Env[i], field.Child("env").Index(i));
            if (variable.Name.Length == 0)
            {
                errors.Required(item.Child("name"));
            }
            else
            {
                errors.Invalid(item.Child("name"), variable.Name, KeyRules.EnvironmentVariable(variable.Name));
            }

            if (variable.ValueFrom is { } source)
            {
                ValidateSource(errors, variable, source, spec, item.Child("valueFrom"));
            }
        }

        for (var i = 0; i < container.EnvFrom.Count; i++)
        {
            ValidateFrom(errors, container.EnvFrom[i], field.Child("envFrom").Index(i));
        }
    }

    private static void ValidateSource(FieldErrors errors, EnvVar variable, EnvVarSource source, PodSpec spec, FieldPath field)
    {
        var count = 0;
        if (source.FieldRef is { } fieldRef)
        {
            count++;
            FieldReferenceValidator.ValidateEnvironment(errors, fieldRef, field.Child("fieldRef"));
        }

        if (source.ResourceFieldRef is { } resource)
        {
            count++;
            FieldReferenceValidator.ValidateResource(errors, resource, needsContainer: false, field.Child("resourceFieldRef"));
        }

        if (source.ConfigMapKeyRef is { } configMap)
        {
            count++;
            ValidateKey(errors, configMap.Name, configMap.Key, field.Child("configMapKeyRef"));
        }

        if (source.SecretKeyRef is { } secret)
        {
            count++;
            ValidateKey(errors, secret.Name, secret.Key, field.Child("secretKeyRef"));
        }

        if (source.FileKeyRef is { } file)
        {
            count++;
            ValidateFile(errors, file, spec, field.Child("fileKeyRef"));
        }

        if (count == 0)
        {
            errors.Invalid(field, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        }
        else if (variable.Value is { Length: > 0 })
        {
            errors.Invalid(field, "", "may not be specified when `value` is not empty");
        }
        else if (count > 1)
        {
            errors.Invalid(field, "", "may not have more than one field specified at a time");
        }
    }

    private static void ValidateKey(FieldErrors errors, string name, string key, FieldPath field)
    {
        errors.Invalid(field.Child("name"), name, NameRules.Subdomain(name));
        if (key.Length == 0)
        {
            errors.Required(field.Child("key"));
        }
        else
        {
            errors.Invalid(field.Child("key"), key, KeyRules.ConfigMapKey(key));
        }
    }

    private static void ValidateFile(FieldErrors errors, FileKeySelector file, PodSpec spec, FieldPath field)
    {
        if (file.Key.Length == 0)
        {
            errors.Required(field.Child("key"));
        }
        else
        {
            errors.Invalid(field.Child("key"), file.Key, KeyRules.EnvironmentVariable(file.Key));
        }

        PathRules.RequireInside(errors, file.Path, field.Child("path"));
        if (file.VolumeName.Length == 0)
        {
            errors.Required(field.Child("volumeName"));
        }
        else if (spec.Volumes.FirstOrDefault(v => v.Name == file.VolumeName) is not { } volume)
        {
            errors.NotFound(field.Child("volumeName"), file.VolumeName);
        }
        else if (volume.EmptyDir is null)
        {
            errors.Invalid(field.Child("volumeName"), file.VolumeName, "referenced volume must be of type emptyDir");
        }
    }

    private static void ValidateFrom(FieldErrors errors, EnvFromSource source, FieldPath field)
    {
        if (source.Prefix is { Length: > 0 } prefix)
        {
            errors.Invalid(field.Child("prefix"), prefix, KeyRules.EnvironmentVariable(prefix));
        }

        Check(source.ConfigMapRef?.Name, "configMapRef");
        Check(source.SecretRef?.Name, "secretRef");
        if (source.ConfigMapRef is null && source.SecretRef is null)
        {
            errors.Invalid(field, "", "must specify one of: `configMapRef` or `secretRef`");
        }
        else if (source.ConfigMapRef is not null && source.SecretRef is not null)
        {
            errors.Invalid(field, "", "may not have more than one field specified at a time");
        }

        void Check(string? name, string child)
        {
            var path = field.Child(child, "name");
            if (name is { Length: > 0 })
            {
                errors.Invalid(path, name, NameRules.Subdomain(name));
            }
            else if (name is not null)
            {
                errors.Required(path);
            }
        }
    }
}
