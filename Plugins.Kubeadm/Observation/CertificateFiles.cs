using System.Security.Cryptography.X509Certificates;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Observation;

/// <summary>The certificates of a cluster as they lie on disk. Source: https://kubernetes.io/docs/setup/best-practices/certificates/.</summary>
internal static class CertificateFiles
{
    public static async Task<IReadOnlyList<ClusterCertificate>> ReadAsync(IStepContext context, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(KubernetesPaths.Certificates))
        {
            throw new ProviderException(ErrorReason.NotFound, $"There is no cluster: {KubernetesPaths.Certificates} does not exist.");
        }

        return await ReadAsync(
            Directory.EnumerateFiles(KubernetesPaths.Certificates, "*.crt", SearchOption.AllDirectories), KubernetesPaths.Certificates, context, cancellationToken);
    }

    /// <summary>Certificates in files; a file with several has its own first.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="root">What names are relative to.</param>
    /// <param name="context">To read with.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyList<ClusterCertificate>> ReadAsync(IEnumerable<string> paths, string root, IStepContext context, CancellationToken cancellationToken)
    {
        var certificates = new List<ClusterCertificate>();
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            if (await context.ReadFileAsync(path, cancellationToken) is { } bytes)
            {
                using var certificate = X509CertificateLoader.LoadCertificate(bytes.Span);
                certificates.Add(Describe(Path.GetRelativePath(root, path), certificate));
            }
        }

        return certificates;
    }

    private static ClusterCertificate Describe(string path, X509Certificate2 certificate)
    {
        var isAuthority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraint => constraint.CertificateAuthority);
        return new ClusterCertificate
        {
            // As kubeadm names them: pki/etcd/server.crt is etcd-server.
            Name = Path.ChangeExtension(path, null).Replace('/', '-'),
            NotBefore = certificate.NotBefore.ToUniversalTime(),
            NotAfter = certificate.NotAfter.ToUniversalTime(),
            Authority = isAuthority,
            Renewable = !isAuthority,
        };
    }
}
