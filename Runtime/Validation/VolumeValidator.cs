using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates volumes: names, and that each has one source.</summary>
internal static class VolumeValidator
{
    public static void Validate(FieldErrors errors, IReadOnlyList<Volume> volumes, FieldPath field)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < volumes.Count; i++)
        {
            var (volume, item) = (volumes[i], field.Index(i));
            ValidateSource(errors, volume, item);
            if (volume.Name.Length == 0)
            {
                errors.Required(item.Child("name"));
                continue;
            }

            errors.Invalid(item.Child("name"), volume.Name, NameRules.Label(volume.Name));
            if (!names.Add(volume.Name))
            {
                errors.Duplicate(item.Child("name"), volume.Name);
            }
        }
    }

    private static void ValidateSource(FieldErrors errors, Volume volume, FieldPath field)
    {
        var sources = VolumeSources.Of(volume).ToList();
        if (sources.Count == 0)
        {
            errors.Required(field, "must specify a volume type");
        }

        foreach (var extra in sources.Skip(1))
        {
            errors.Forbidden(field.Child(extra), "may not specify more than 1 volume type");
        }

        if (sources.Count == 1)
        {
            VolumeSourceValidator.Validate(errors, volume, field);
        }
    }
}
