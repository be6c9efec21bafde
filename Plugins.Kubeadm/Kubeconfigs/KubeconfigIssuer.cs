using System.Text;
using Reeve.Clusters;
using Reeve.Distributions.Kubeconfigs;
using Reeve.Plugins.Kubeadm.Observation;

namespace Reeve.Plugins.Kubeadm.Kubeconfigs;

/// <summary>Makes kubeconfigs of named users, signed by the authority that is on this machine.</summary>
internal static class KubeconfigIssuer
{
    private static readonly TimeSpan s_default = TimeSpan.FromHours(1);

    /// <summary>Makes one.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: there is no cluster. <see cref="ErrorReason.Invalid"/>: such a one is not made.</exception>
    public static async Task<string> IssueAsync(
        ClusterId cluster, string user, KubeconfigRequest request, AuthorityFiles files, DateTimeOffset now, IStepContext context, CancellationToken cancellationToken) =>
        KubeconfigSigner.Sign(
            new KubeconfigIssue
            {
                Cluster = cluster.Name,
                Server = AdminKubeconfig.Server(await AdminKubeconfig.ReadAsync(context, cancellationToken, files.Kubeconfig)),
                ServerAuthorityPem = await ReadAsync(files.Server, context, cancellationToken),
                AuthorityPem = await ReadAsync(files.Users, context, cancellationToken),
                AuthorityKeyPem = await ReadAsync(Path.ChangeExtension(files.Users, ".key"), context, cancellationToken),
                User = user,
                Groups = request.Groups,
                Lifetime = request.Lifetime ?? s_default,
            },
            now);

    private static async Task<string> ReadAsync(string path, IStepContext context, CancellationToken cancellationToken) =>
        await context.ReadFileAsync(path, cancellationToken) is { } bytes
            ? Encoding.UTF8.GetString(bytes.Span)
            : throw new ProviderException(ErrorReason.NotFound, $"{path} is not on this machine: the cluster's authority is elsewhere, and nothing can be signed.");
}
