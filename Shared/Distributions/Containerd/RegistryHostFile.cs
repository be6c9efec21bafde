using System.Text;
using Reeve.Distributions.Text;

namespace Reeve.Distributions.Containerd;

/// <summary>Writes a registry's <c>hosts.toml</c>. Pure.</summary>
/// <remarks>Source: containerd's docs/hosts.md. A change of such a file needs no restart.</remarks>
public static class RegistryHostFile
{
    /// <summary>The path below the directory of registries: <c>registry.example.com:5000/hosts.toml</c>.</summary>
    /// <param name="host">The registry.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: its name is no host name with an optional port.</exception>
    public static string PathOf(RegistryHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Uri.TryCreate($"https://{host.Name}", UriKind.Absolute, out var uri) && uri.Authority.Equals(host.Name, StringComparison.OrdinalIgnoreCase) && uri.AbsolutePath == "/"
            ? $"{host.Name}/hosts.toml"
            : throw new ProviderException(ErrorReason.Invalid, $"\"{host.Name}\" is no registry: a host name with an optional port is.");
    }

    /// <summary>Writes the file.</summary>
    /// <param name="host">The registry.</param>
    public static string Write(RegistryHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var server = $"https://{host.Name}";
        var file = new StringBuilder($"server = {TomlText.Quote(server)}\n");
        foreach (var endpoint in host.Endpoints.Count > 0 ? host.Endpoints : [server])
        {
            file.Append("\n[host.").Append(TomlText.Quote(endpoint)).Append("]\n");
            file.Append("capabilities = [\"pull\", \"resolve\"]\n");
            if (host.SkipVerification)
            {
                file.Append("skip_verify = true\n");
            }

            if (host.CertificateFiles.Count > 0)
            {
                file.Append("ca = ").Append(TomlText.Array(host.CertificateFiles)).Append('\n');
            }

            if (host.Username.Length > 0)
            {
                var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{host.Username}:{host.Password}"));
                file.Append("[host.").Append(TomlText.Quote(endpoint)).Append(".header]\n");
                file.Append("authorization = ").Append(TomlText.Quote($"Basic {credentials}")).Append('\n');
            }
        }

        return file.ToString();
    }
}
