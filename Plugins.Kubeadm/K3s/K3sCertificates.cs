using Reeve.Clusters;
using Reeve.Distributions.K3s;
using Reeve.Plugins.Kubeadm.Kubeconfigs;
using Reeve.Plugins.Kubeadm.Observation;

namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>The certificates of k3s as they lie on disk. Source: https://docs.k3s.io/cli/certificate.</summary>
internal static class K3sCertificates
{
    public static async Task<IReadOnlyList<ClusterCertificate>> ReadAsync(IStepContext context, CancellationToken cancellationToken)
    {
        var data = await DataAsync(context, cancellationToken);
        var server = Of(data);
        var agent = Path.Combine(data, "agent");
        if (!Directory.Exists(server))
        {
            throw new ProviderException(ErrorReason.NotFound, $"There is no cluster: {server} does not exist.");
        }

        // One name for each: the server's by itself, the agent's with where it is.
        return
        [
            .. await CertificateFiles.ReadAsync(Directory.EnumerateFiles(server, "*.crt", SearchOption.AllDirectories), server, context, cancellationToken),
            .. await CertificateFiles.ReadAsync(Directory.Exists(agent) ? Directory.EnumerateFiles(agent, "*.crt") : [], data, context, cancellationToken),
        ];
    }

    /// <summary>What signs users, and what the server is known by: two authorities.</summary>
    public static async Task<AuthorityFiles> AuthoritiesAsync(IStepContext context, CancellationToken cancellationToken)
    {
        var server = Of(await DataAsync(context, cancellationToken));
        return new AuthorityFiles { Kubeconfig = K3sFiles.KubeconfigPath, Server = $"{server}/server-ca.crt", Users = $"{server}/client-ca.crt" };
    }

    private static async Task<string> DataAsync(IStepContext context, CancellationToken cancellationToken) =>
        (await K3sMark.ReadAsync(context, cancellationToken))?.DataDirectory ?? K3sPaths.DefaultData;

    private static string Of(string data) => Path.Combine(data, "server", "tls");
}
