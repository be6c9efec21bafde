using Reeve.Kubernetes;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Manifests.Defaults;

/// <summary>Defaults of volumes. A volume without a source is an empty directory.</summary>
internal static class VolumeDefaults
{
    /// <summary>rw-r--r--, octal 0644.</summary>
    private const int FileMode = 420;
    private const long TokenSeconds = 3600;

    public static Volume Apply(Volume volume) => volume with
    {
        EmptyDir = VolumeSources.Of(volume).Any() ? volume.EmptyDir : new(),
        Secret = volume.Secret is null ? null : volume.Secret with { DefaultMode = volume.Secret.DefaultMode ?? FileMode },
        ConfigMap = volume.ConfigMap is null ? null : volume.ConfigMap with { DefaultMode = volume.ConfigMap.DefaultMode ?? FileMode },
        HostPath = volume.HostPath is null ? null : volume.HostPath with { Type = volume.HostPath.Type ?? HostPathTypes.Unset },
        Image = volume.Image is null ? null : volume.Image with { PullPolicy = volume.Image.PullPolicy.Or(ImageDefaults.PullPolicy(volume.Image.Reference)) },
        DownwardAPI = volume.DownwardAPI is not { } downward ? null : downward with
        {
            DefaultMode = downward.DefaultMode ?? FileMode,
            Items = [.. downward.Items.Select(Apply)],
        },
        Projected = volume.Projected is not { } projected ? null : projected with
        {
            DefaultMode = projected.DefaultMode ?? FileMode,
            Sources = [.. projected.Sources.Select(Apply)],
        },
    };

    private static VolumeProjection Apply(VolumeProjection source) => source with
    {
        DownwardAPI = source.DownwardAPI is null ? null : source.DownwardAPI with { Items = [.. source.DownwardAPI.Items.Select(Apply)] },
        ServiceAccountToken = source.ServiceAccountToken is null ? null : source.ServiceAccountToken with
        {
            ExpirationSeconds = source.ServiceAccountToken.ExpirationSeconds ?? TokenSeconds,
        },
    };

    private static DownwardAPIVolumeFile Apply(DownwardAPIVolumeFile file) => file with { FieldRef = ContainerDefaults.Apply(file.FieldRef) };
}
