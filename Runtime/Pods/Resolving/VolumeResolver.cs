using System.Text;
using Reeve.Kubernetes;
using Reeve.Runtime.Manifests.Defaults;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Resolving;

/// <summary>Plans the volumes of one pod.</summary>
internal sealed class VolumeResolver(ResolutionScope scope)
{
    private const int DefaultMode = 0x1A4;
    private const string TokenPlace = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Plans one volume.</summary>
    /// <exception cref="ResolutionException">It cannot be planned now.</exception>
    public async Task<VolumePlan> ResolveAsync(Volume volume, CancellationToken cancellationToken)
    {
        var files = new VolumeFiles();
        switch (volume)
        {
            case { EmptyDir: { } source }:
                return new EmptyDirVolume { Name = volume.Name, Memory = source.Medium == VolumeMediums.Memory, SizeLimit = source.SizeLimit };
            case { HostPath: { } source }:
                return new HostPathVolume { Name = volume.Name, Path = Absolute(source.Path), Type = source.Type ?? "" };
            case { PersistentVolumeClaim: { } source }:
                return await ClaimAsync(volume.Name, source.ClaimName, source.ReadOnly == true, cancellationToken);
            case { Ephemeral: not null }:
                return await ClaimAsync(volume.Name, $"{scope.Pod.Metadata.Name}-{volume.Name}", false, cancellationToken);
            case { Image: { } source }:
                return new ImageVolume { Name = volume.Name, Reference = source.Reference ?? "", PullPolicy = source.PullPolicy ?? ImageDefaults.PullPolicy(source.Reference) };
            case { ConfigMap: { } source }:
                await AddConfigMapAsync(files, source.Name, source.Items, source.DefaultMode ?? DefaultMode, source.Optional == true, cancellationToken);
                return files.ToPlan(volume.Name);
            case { Secret: { } source }:
                files.Sensitive = true;
                await AddSecretAsync(files, source.SecretName ?? "", source.Items, source.DefaultMode ?? DefaultMode, source.Optional == true, cancellationToken);
                return files.ToPlan(volume.Name);
            case { DownwardAPI: { } source }:
                AddDownward(files, source.Items, source.DefaultMode ?? DefaultMode);
                return files.ToPlan(volume.Name);
            case { Projected: { } source }:
                foreach (var projection in source.Sources)
                {
                    await AddProjectionAsync(files, projection, source.DefaultMode ?? DefaultMode, cancellationToken);
                }

                return files.ToPlan(volume.Name);
            default:
                throw new ResolutionException("the type of the volume is not supported");
        }
    }

    /// <summary>A volume of files that stays as an earlier start made it; null for one of another type.</summary>
    public async Task<FilesVolume?> KeptAsync(Volume volume, CancellationToken cancellationToken) => volume switch
    {
        { ConfigMap: not null } or { DownwardAPI: not null } => FilesVolume.Kept(volume.Name, sensitive: false),
        { Secret: not null } when IsOldToken(volume.Name) => FilesVolume.Kept(volume.Name, sensitive: true) with
        {
            HasStandIn = true,
            Revision = "namespace",
            Files = [new() { Path = "namespace", Content = Encoding.UTF8.GetBytes(scope.Namespace), Mode = DefaultMode }],
        },
        { Secret: not null } => FilesVolume.Kept(volume.Name, sensitive: true),
        { Projected: { } source } => await KeptAsync(volume.Name, source, cancellationToken),
        _ => null,
    };

    // Before Kubernetes 1.21 an account's token was a secret, which only its place tells from others.
    private bool IsOldToken(string volume)
    {
        var spec = scope.Pod.Spec;
        var mounts = spec.InitContainers.Concat(spec.Containers).SelectMany(static container => container.VolumeMounts).Where(mount => mount.Name == volume);
        return mounts.Select(static mount => mount.MountPath).Distinct().ToArray() is [TokenPlace];
    }

    // A token is of no use while the server is away, and does not keep a pod from starting: it comes with the server. A secret does.
    private async Task<FilesVolume> KeptAsync(string name, ProjectedVolumeSource source, CancellationToken cancellationToken)
    {
        var hasTokens = source.Sources.Any(static projection => projection.ServiceAccountToken is not null);
        var kept = FilesVolume.Kept(name, hasTokens || source.Sources.Any(static projection => projection.Secret is not null));
        if (!hasTokens)
        {
            return kept;
        }

        try
        {
            var files = new VolumeFiles();
            foreach (var projection in source.Sources.Where(static projection => projection.ServiceAccountToken is null))
            {
                await AddProjectionAsync(files, projection, source.DefaultMode ?? DefaultMode, cancellationToken);
            }

            var standIn = files.ToPlan(name);
            return kept with { HasStandIn = true, Files = standIn.Files, Revision = standIn.Revision };
        }
        catch (ResolutionException)
        {
            return kept; // more is missing than tokens
        }
    }

    private async Task<string> TokenAsync(ServiceAccountTokenProjection source, CancellationToken cancellationToken)
    {
        try
        {
            return await scope.GetTokenAsync(source, cancellationToken);
        }
        catch (ResolutionException e) when (e.IsUnread)
        {
            throw new ResolutionException($"failed to fetch token: {e.Message}") { IsUnread = true };
        }
    }

    // A token is for the pod's user alone where there is one of all containers; a group gets it by fsGroup.
    private (long? User, int Mode) TokenAccess(int mode)
    {
        var spec = scope.Pod.Spec;
        var users = spec.InitContainers.Concat(spec.Containers)
            .Select(container => container.SecurityContext?.RunAsUser ?? spec.SecurityContext?.RunAsUser).Distinct().ToArray();
        var user = spec.SecurityContext?.FsGroup is null && users is [{ } one] ? one : (long?)null;
        return (user, user is not null || spec.SecurityContext?.FsGroup is not null ? 0x180 : mode);
    }

    private async Task AddProjectionAsync(VolumeFiles files, VolumeProjection projection, int mode, CancellationToken cancellationToken)
    {
        switch (projection)
        {
            case { ConfigMap: { } source }:
                await AddConfigMapAsync(files, source.Name, source.Items, mode, source.Optional == true, cancellationToken);
                break;
            case { Secret: { } source }:
                files.Sensitive = true;
                await AddSecretAsync(files, source.Name, source.Items, mode, source.Optional == true, cancellationToken);
                break;
            case { DownwardAPI: { } source }:
                AddDownward(files, source.Items, mode);
                break;
            case { ServiceAccountToken: { } source }:
                files.Sensitive = true;
                var token = await TokenAsync(source, cancellationToken);
                var (user, tokenMode) = TokenAccess(mode);
                files.Add(source.Path, Encoding.UTF8.GetBytes(token), tokenMode, user);
                break;
            case { ClusterTrustBundle: not null } or { PodCertificate: not null }:
                throw new ResolutionException("sources clusterTrustBundle and podCertificate are not supported");
        }
    }

    private async Task AddConfigMapAsync(
        VolumeFiles files, string name, IReadOnlyList<KeyToPath> items, int mode, bool optional, CancellationToken cancellationToken)
    {
        var configMap = await scope.FindConfigMapAsync(name, cancellationToken);
        if (configMap is null)
        {
            _ = optional ? 0 : throw new ResolutionException($"configmap \"{name}\" not found");
            return;
        }

        files.AddKeys(
            "config",
            ObjectData.Keys(configMap),
            key => ObjectData.Bytes(configMap, key),
            items,
            mode,
            optional);
    }

    private async Task AddSecretAsync(
        VolumeFiles files, string name, IReadOnlyList<KeyToPath> items, int mode, bool optional, CancellationToken cancellationToken)
    {
        var secret = await scope.FindSecretAsync(name, cancellationToken);
        if (secret is null)
        {
            _ = optional ? 0 : throw new ResolutionException($"secret \"{name}\" not found");
            return;
        }

        files.AddKeys(
            "secret",
            ObjectData.Keys(secret),
            key => ObjectData.Bytes(secret, key),
            items,
            mode,
            optional);
    }

    private void AddDownward(VolumeFiles files, IReadOnlyList<DownwardAPIVolumeFile> items, int mode)
    {
        foreach (var item in items)
        {
            var text = item switch
            {
                { FieldRef: { } field } => FieldReferences.ForFile(scope.Pod, field.FieldPath),
                { ResourceFieldRef: { } resource } => ResourceReferences.Get(scope, resource, null),
                _ => "",
            };
            files.Add(item.Path, Encoding.UTF8.GetBytes(text), item.Mode ?? mode);
        }
    }

    private async Task<VolumePlan> ClaimAsync(string name, string claimName, bool readOnly, CancellationToken cancellationToken)
    {
        var claim = await scope.FindAsync<PersistentVolumeClaim>("PersistentVolumeClaim", scope.Namespace, claimName, cancellationToken)
            ?? throw new ResolutionException($"persistentvolumeclaim \"{claimName}\" not found");
        if (claim.Spec.VolumeName is not { Length: > 0 } volumeName)
        {
            throw new ResolutionException($"PVC {scope.Namespace}/{claimName} is not bound: set spec.volumeName to a PersistentVolume");
        }

        var volume = await scope.FindAsync<PersistentVolume>("PersistentVolume", "", volumeName, cancellationToken)
            ?? throw new ResolutionException($"persistentvolume \"{volumeName}\" not found");
        return new ClaimVolume { Name = name, Claim = claim, Volume = volume, ReadOnly = readOnly };
    }

    private static string Absolute(string path) =>
        path.StartsWith('/') && !path.Split('/').Contains("..")
            ? "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
            : throw new ResolutionException($"hostPath \"{path}\" must be absolute and must not contain '..'");
}
