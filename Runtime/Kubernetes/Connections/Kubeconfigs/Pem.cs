using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

/// <summary>Reads PEM with errors that name the place.</summary>
internal static class Pem
{
    /// <summary>All certificates of a text, one at least.</summary>
    public static IReadOnlyList<X509Certificate2> Certificates(string text, string place)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(text);
        }
        catch (CryptographicException e)
        {
            throw new KubernetesConfigurationException($"{place}: a certificate cannot be read: {e.Message}", e);
        }

        return all.Count > 0 ? [.. all] : throw new KubernetesConfigurationException($"{place} holds no certificate in PEM form.");
    }

    /// <summary>A client certificate and its key.</summary>
    public static ClientCertificate Client(string certificates, string key, string place)
    {
        try
        {
            return ClientCertificate.FromPem(certificates, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new KubernetesConfigurationException($"{place}: the client certificate and its key cannot be used: {e.Message}", e);
        }
    }

    /// <summary>A file that a field names.</summary>
    public static string ReadFile(string path, string place = "")
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubernetesConfigurationException($"{(place.Length > 0 ? place + ": " : "")}{path} cannot be read: {e.Message}", e);
        }
    }
}
