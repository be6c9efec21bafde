using System.Text;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Namespaces;

namespace Reeve.Plugins.Systemd.Files;

/// <summary>The content of a pod's <c>/etc/hosts</c>, in the kubelet's form, which programs look for.</summary>
internal static class HostsFile
{
    private const string Own = "# Kubernetes-managed hosts file.\n";
    private const string OfMachine = "# Kubernetes-managed hosts file (host network).\n";

    private const string Standard =
        "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::\tip6-localnet\nfe00::\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n";

    /// <param name="machine">The machine's own file, for a pod in the machine's network.</param>
    public static string Render(PodSpec pod, HostName name, IReadOnlyList<string> addresses, Func<string> machine)
    {
        var text = new StringBuilder(pod.HostNetwork == true ? OfMachine + machine() : Own + Standard);
        if (pod.HostNetwork != true)
        {
            foreach (var address in addresses)
            {
                text.Append(address).Append('\t').Append(name.Full is null ? "" : name.Full + "\t").Append(name.Short).Append('\n');
            }
        }

        if (pod.HostAliases.Count > 0)
        {
            text.Append("\n# Entries added by HostAliases.\n");
            foreach (var alias in pod.HostAliases)
            {
                text.Append(alias.Ip).Append('\t').AppendJoin('\t', alias.Hostnames).Append('\n');
            }
        }

        return text.ToString();
    }
}
