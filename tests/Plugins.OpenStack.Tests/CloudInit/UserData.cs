using System.Text;
using Reeve.Distributions.Versions;
using Reeve.Plugins.OpenStack.CloudInit;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Spec;

namespace Reeve.Plugins.OpenStack.Tests.CloudInit;

/// <summary>User data as a step sends it.</summary>
internal static class UserData
{
    private static readonly string s_certificate = Convert.ToBase64String(Encoding.UTF8.GetBytes("-----BEGIN CERTIFICATE-----\n"));

    public static string Render(bool isMaster, bool isFirst, CloudInitSpec spec, string distribution = "kubeadm", string networkSha256 = "") => BootstrapRenderer.Render(new BootstrapValues
        {
            Cluster = "web", Machine = isMaster ? "web-master-1" : "web-worker-1", Version = KubernetesVersion.Parse(distribution == "k3s" ? "1.30.2+k3s1" : "1.30.2"), Spec = spec,
            Distribution = DistributionCatalog.Of(distribution),
            IsMaster = isMaster, IsFirst = isFirst, Address = "10.101.101.5", Endpoint = "203.0.113.7:6443", CertificateNames = ["203.0.113.7"],
            PodSubnets = ["10.244.0.0/16"], ServiceSubnets = ["10.96.0.0/12"], NetworkUrl = "https://example.com/flannel.yml", NetworkSha256 = networkSha256,
        })
        .Replace("${pki.digest}", new string('0', 64), StringComparison.Ordinal)
        .Replace("${pki.hash}", "sha256:00", StringComparison.Ordinal)
        .Replace("${pki.authority}", s_certificate, StringComparison.Ordinal).Replace("${pki.etcd}", s_certificate, StringComparison.Ordinal)
        .Replace("${pki.frontProxy}", s_certificate, StringComparison.Ordinal).Replace("${pki.serviceAccounts}", s_certificate, StringComparison.Ordinal);

    /// <summary>The content of a file that it writes.</summary>
    public static string FileOf(string userData, string path)
    {
        var lines = userData.Split('\n').SkipWhile(line => line != $"- path: {path}").SkipWhile(line => !line.EndsWith("content: |", StringComparison.Ordinal)).Skip(1);
        return string.Join('\n', lines.TakeWhile(line => line.Length == 0 || line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line.Length == 0 ? line : line[4..]));
    }
}
