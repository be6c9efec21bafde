using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.KubeletApi.Authentication;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Nodes.Certificates;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>Opens the certificates of a node's kubelet API as they are configured.</summary>
internal static class NodeCertificates
{
    /// <summary>What it serves with.</summary>
    /// <param name="options">The node.</param>
    /// <param name="directory">Where certificates that the cluster signed are kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="HostingException">The files cannot be used.</exception>
    public static IServingCertificates Open(NodeAgentOptions options, string directory, TimeProvider time, ILoggerFactory loggers)
    {
        if (options is not { CertificateFile: { } certificate, KeyFile: { } key })
        {
            var node = options.Node;
            return new ClusterServingCertificates(node.Name, [node.Name, .. node.Addresses], directory, options.ServingCertificate, time, loggers);
        }

        try
        {
            return new ServingCertificateFiles(certificate, key, time, loggers.CreateLogger<ServingCertificateFiles>());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new HostingException($"The certificate {certificate} with the key {key} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Whose client certificates it accepts.</summary>
    /// <param name="path">The file of authorities; null for those of the cluster.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="HostingException">The file cannot be used.</exception>
    public static Func<X509Certificate2Collection?> OpenClientAuthorities(string? path, KubernetesConnection cluster, TimeProvider time, ILoggerFactory loggers)
    {
        if (path is null)
        {
            return () => new X509Certificate2Collection(cluster.CurrentAuthorities.ToArray());
        }

        try
        {
            var file = new ClientAuthorityFile(path, time, loggers.CreateLogger<ClientAuthorityFile>());
            return () => file.Current;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new HostingException($"The certificate authorities {path} cannot be used: {e.Message}", e);
        }
    }
}
