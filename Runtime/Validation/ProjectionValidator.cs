using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates projected volumes and files of the downward API.</summary>
internal static class ProjectionValidator
{
    private const long MinTokenSeconds = 600;
    private const long MaxTokenSeconds = 1L << 32;

    public static void Validate(FieldErrors errors, ProjectedVolumeSource projected, FieldPath field)
    {
        PathRules.ValidateMode(errors, projected.DefaultMode, field.Child("defaultMode"));
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < projected.Sources.Count; i++)
        {
            var (source, item) = (projected.Sources[i], field.Child("sources").Index(i));
            var kinds = VolumeSources.Of(source).ToList();
            foreach (var extra in kinds.Skip(1))
            {
                errors.Forbidden(item.Child(extra), "may not specify more than 1 volume type per source");
            }

            if (kinds.Count == 1)
            {
                ValidateSource(errors, source, item);
                ValidatePaths(errors, source, paths, item.Child(kinds[0]));
            }
        }
    }

    /// <summary>Fields and resources that become files.</summary>
    public static void ValidateFiles(FieldErrors errors, IReadOnlyList<DownwardAPIVolumeFile> files, FieldPath field)
    {
        for (var i = 0; i < files.Count; i++)
        {
            var (file, item) = (files[i], field.Child("items").Index(i));
            PathRules.RequireInside(errors, file.Path, item.Child("path"));
            PathRules.ValidateMode(errors, file.Mode, item.Child("mode"));
            if (file.FieldRef is { } selector)
            {
                FieldReferenceValidator.ValidateFile(errors, selector, item.Child("fieldRef"));
                if (file.ResourceFieldRef is not null)
                {
                    errors.Invalid(item, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
                }
            }
            else if (file.ResourceFieldRef is { } resource)
            {
                FieldReferenceValidator.ValidateResource(errors, resource, needsContainer: true, item.Child("resourceFieldRef"));
            }
            else
            {
                errors.Required(item, "one of fieldRef and resourceFieldRef is required");
            }
        }
    }

    private static void ValidateSource(FieldErrors errors, VolumeProjection source, FieldPath field)
    {
        switch (source)
        {
            case { Secret: { } secret }:
                VolumeSourceValidator.Require(errors, secret.Name, field.Child("secret", "name"));
                VolumeSourceValidator.ValidateItems(errors, secret.Items, null, field.Child("secret"));
                break;
            case { ConfigMap: { } configMap }:
                VolumeSourceValidator.Require(errors, configMap.Name, field.Child("configMap", "name"));
                VolumeSourceValidator.ValidateItems(errors, configMap.Items, null, field.Child("configMap"));
                break;
            case { DownwardAPI: { } downward }:
                ValidateFiles(errors, downward.Items, field.Child("downwardAPI"));
                break;
            case { ServiceAccountToken: { } token }:
                ValidateToken(errors, token, field.Child("serviceAccountToken"));
                break;
            case { ClusterTrustBundle: { } bundle }:
                PathRules.RequireInside(errors, bundle.Path, field.Child("clusterTrustBundle", "path"));
                break;
        }
    }

    private static void ValidateToken(FieldErrors errors, ServiceAccountTokenProjection token, FieldPath field)
    {
        if (token.ExpirationSeconds < MinTokenSeconds)
        {
            errors.Invalid(field.Child("expirationSeconds"), token.ExpirationSeconds.Value, "may not specify a duration less than 10 minutes");
        }
        else if (token.ExpirationSeconds > MaxTokenSeconds)
        {
            errors.Invalid(field.Child("expirationSeconds"), token.ExpirationSeconds.Value, "may not specify a duration larger than 2^32 seconds");
        }

        PathRules.RequireInside(errors, token.Path, field.Child("path"));
    }

    /// <summary>Two sources must not write the same file.</summary>
    private static void ValidatePaths(FieldErrors errors, VolumeProjection source, HashSet<string> taken, FieldPath field)
    {
        var paths = source switch
        {
            { Secret: { } secret } => secret.Items.Select(static i => i.Path),
            { ConfigMap: { } configMap } => configMap.Items.Select(static i => i.Path),
            { DownwardAPI: { } downward } => downward.Items.Select(static i => i.Path),
            { ServiceAccountToken: { } token } => [token.Path],
            { ClusterTrustBundle: { } bundle } => [bundle.Path],
            _ => [],
        };
        foreach (var path in paths.Where(p => p.Length > 0 && !taken.Add(p)))
        {
            errors.Invalid(field, path, "conflicting duplicate paths");
        }
    }
}
