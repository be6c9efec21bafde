using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Nodes.Connections;

/// <summary>The kubeconfig of a node that got its identity by a bootstrap token.</summary>
internal static class NodeKubeconfig
{
    /// <summary>Writes it (mode 0600). It holds no secret itself.</summary>
    public static void Write(string path, KubernetesConnection connection, string certificateFile)
    {
        var text = new StringBuilder()
            .AppendLine("apiVersion: v1")
            .AppendLine("kind: Config")
            .AppendLine("clusters:")
            .AppendLine("- name: default")
            .AppendLine("  cluster:")
            .Append("    server: ").AppendLine(Quote(connection.Server.ToString()));
        if (connection.CertificateAuthorities.Count > 0)
        {
            var authorities = new X509Certificate2Collection(connection.CertificateAuthorities.ToArray()).ExportCertificatePems();
            text.Append("    certificate-authority-data: ").AppendLine(Convert.ToBase64String(Encoding.ASCII.GetBytes(authorities)));
        }

        Append(text, "    insecure-skip-tls-verify", connection.SkipTlsVerify ? "true" : null);
        Append(text, "    tls-server-name", connection.TlsServerName is { } name ? Quote(name) : null);
        Append(text, "    proxy-url", connection.Proxy is { } proxy ? Quote(proxy.ToString()) : null);
        Append(text, "    disable-compression", connection.DisableCompression ? "true" : null);
        text.AppendLine("users:")
            .AppendLine("- name: default")
            .AppendLine("  user:")
            .Append("    client-certificate: ").AppendLine(Quote(certificateFile))
            .Append("    client-key: ").AppendLine(Quote(certificateFile))
            .AppendLine("contexts:")
            .AppendLine("- name: default")
            .AppendLine("  context: {cluster: default, user: default}")
            .AppendLine("current-context: default");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
        {
            Directory.CreateDirectory(directory);
        }

        StateFiles.Replace(path, Encoding.UTF8.GetBytes(text.ToString()), durable: true);
    }

    /// <summary>Whether a kubeconfig is one that names this certificate.</summary>
    public static bool Names(string path, string certificateFile) =>
        File.Exists(path) && File.ReadLines(path).Any(line => line.Trim() == "client-certificate: " + Quote(certificateFile));

    private static void Append(StringBuilder text, string key, string? value)
    {
        if (value is not null)
        {
            text.Append(key).Append(": ").AppendLine(value);
        }
    }

    // A JSON string is a YAML scalar.
    private static string Quote(string value) => JsonValue.Create(value).ToJsonString();
}
