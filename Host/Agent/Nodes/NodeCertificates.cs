using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Runtime.KubeletApi.Authentication;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Nodes.Certificates;

namespace Reeve.Host.Agent.Nodes;

/// <summary>Opens the certificates of a node's kubelet API as they are configured.</summary>
internal static class NodeCertificates
{
    /// <summary>What it serves with.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="node">The node's name.</param>
    /// <param name="directory">Where certificates that the cluster signed are kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="CommandException">The files cannot be used.</exception>
    public static IServingCertificates Open(NodeSettings settings, string node, string directory, TimeProvider time, ILoggerFactory loggers)
    {
        if (settings is not { CertFile: { } certificate, KeyFile: { } key })
        {
            return new ClusterServingCertificates(node, [node, .. settings.Addresses], directory, settings.ServingCertificate, time, loggers);
        }

        try
        {
            return new ServingCertificateFiles(certificate, key, time, loggers.CreateLogger<ServingCertificateFiles>());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw CommandException.Usage($"The certificate {certificate} with the key {key} cannot be used: {e.Message}");
        }
    }

    /// <summary>Whose client certificates it accepts.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="cluster">The cluster, whose own authorities count where no others are given.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="CommandException">The file cannot be used.</exception>
    public static Func<X509Certificate2Collection?> OpenClientAuthorities(
        NodeSettings settings, KubernetesConnection cluster, TimeProvider time, ILoggerFactory loggers)
    {
        if (settings.ClientCaFile is not { } path)
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
            throw CommandException.Usage($"The certificate authorities {path} cannot be used: {e.Message}");
        }
    }
}
