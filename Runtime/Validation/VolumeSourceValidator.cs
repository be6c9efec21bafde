using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates the source of a volume.</summary>
internal static class VolumeSourceValidator
{
    public static void Validate(FieldErrors errors, Volume volume, FieldPath field)
    {
        switch (volume)
        {
            case { EmptyDir.SizeLimit: { Sign: < 0 } }:
                errors.Forbidden(field.Child("emptyDir", "sizeLimit"), "SizeLimit field must be a valid resource quantity");
                break;
            case { HostPath: { } hostPath }:
                ValidateHostPath(errors, hostPath, field.Child("hostPath"));
                break;
            case { Secret: { } secret }:
                Require(errors, secret.SecretName, field.Child("secret", "secretName"));
                ValidateItems(errors, secret.Items, secret.DefaultMode, field.Child("secret"));
                break;
            case { ConfigMap: { } configMap }:
                Require(errors, configMap.Name, field.Child("configMap", "name"));
                ValidateItems(errors, configMap.Items, configMap.DefaultMode, field.Child("configMap"));
                break;
            case { DownwardAPI: { } downward }:
                PathRules.ValidateMode(errors, downward.DefaultMode, field.Child("downwardAPI", "defaultMode"));
                ProjectionValidator.ValidateFiles(errors, downward.Items, field.Child("downwardAPI"));
                break;
            case { Projected: { } projected }:
                ProjectionValidator.Validate(errors, projected, field.Child("projected"));
                break;
            case { PersistentVolumeClaim: { } claim }:
                Require(errors, claim.ClaimName, field.Child("persistentVolumeClaim", "claimName"));
                break;
            case { Nfs: { } nfs }:
                ValidateNfs(errors, nfs, field.Child("nfs"));
                break;
            case { Csi: { } csi }:
                Require(errors, csi.Driver, field.Child("csi", "driver"));
                break;
            case { Ephemeral: { VolumeClaimTemplate: null } }:
                errors.Required(field.Child("ephemeral", "volumeClaimTemplate"));
                break;
            case { Image: { } image }:
                Require(errors, image.Reference, field.Child("image", "reference"));
                errors.OneOf(field.Child("image", "pullPolicy"), image.PullPolicy ?? "", PullPolicies.Always, PullPolicies.IfNotPresent, PullPolicies.Never);
                break;
        }
    }

    /// <summary>Keys of a ConfigMap or Secret that become files.</summary>
    public static void ValidateItems(FieldErrors errors, IReadOnlyList<KeyToPath> items, int? defaultMode, FieldPath field)
    {
        PathRules.ValidateMode(errors, defaultMode, field.Child("defaultMode"));
        for (var i = 0; i < items.Count; i++)
        {
            var (item, path) = (items[i], field.Child("items").Index(i));
            Require(errors, item.Key, path.Child("key"));
            PathRules.RequireInside(errors, item.Path, path.Child("path"));
            PathRules.ValidateMode(errors, item.Mode, path.Child("mode"));
        }
    }

    /// <summary>A text that must be there.</summary>
    public static void Require(FieldErrors errors, string? value, FieldPath field)
    {
        if (value is not { Length: > 0 })
        {
            errors.Required(field);
        }
    }

    private static void ValidateHostPath(FieldErrors errors, HostPathVolumeSource hostPath, FieldPath field)
    {
        Require(errors, hostPath.Path, field.Child("path"));
        PathRules.ValidateNoBackstep(errors, hostPath.Path, field.Child("path"));
        if (hostPath.Type is { } type)
        {
            errors.OneOf(
                field.Child("type"),
                type,
                HostPathTypes.Unset,
                HostPathTypes.BlockDevice,
                HostPathTypes.CharDevice,
                HostPathTypes.Directory,
                HostPathTypes.DirectoryOrCreate,
                HostPathTypes.File,
                HostPathTypes.FileOrCreate,
                HostPathTypes.Socket);
        }
    }

    private static void ValidateNfs(FieldErrors errors, NFSVolumeSource nfs, FieldPath field)
    {
        Require(errors, nfs.Server, field.Child("server"));
        Require(errors, nfs.Path, field.Child("path"));
        if (!nfs.Path.StartsWith('/'))
        {
            errors.Invalid(field.Child("path"), nfs.Path, "must be an absolute path");
        }
    }
}
