using System.Buffers;
using System.Text;
using System.Text.Json;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Manifests.Typing;

namespace Reeve.Runtime.Kubernetes.Connections.Exec;

/// <summary>What a program is told of the cluster.</summary>
internal static class ExecClusterInfo
{
    private const string ConfigExtension = "client.authentication.k8s.io/exec";

    public static JsonElement Create(KubeconfigValue cluster, KubernetesConnection connection)
    {
        var content = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(content))
        {
            writer.WriteStartObject();
            writer.WriteString("server"u8, cluster["server"].Text);
            Text(writer, "tls-server-name", connection.TlsServerName);
            if (connection.SkipTlsVerify)
            {
                writer.WriteBoolean("insecure-skip-tls-verify"u8, true);
            }

            if (connection.CertificateAuthorities.Count > 0)
            {
                var pem = string.Join('\n', connection.CertificateAuthorities.Select(static authority => authority.ExportCertificatePem()));
                writer.WriteBase64String("certificate-authority-data"u8, Encoding.UTF8.GetBytes(pem + "\n"));
            }

            Text(writer, "proxy-url", cluster["proxy-url"].Text);
            if (connection.DisableCompression)
            {
                writer.WriteBoolean("disable-compression"u8, true);
            }

            if (cluster["extensions"].Items.FirstOrDefault(static item => item["name"].Text == ConfigExtension) is { } extension)
            {
                writer.WritePropertyName("config"u8);
                if (extension["extension"].Node is { } node)
                {
                    NodeWriter.Write(writer, node);
                }
                else
                {
                    writer.WriteNullValue();
                }
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(content.WrittenSpan);
    }

    private static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
