using System.Text.Json.Nodes;

namespace Reeve.Testing.Kubeadm;

/// <summary>The manifest of a cluster on a <see cref="KubeadmMachine"/>, with the one of its network, which is there without pods.</summary>
/// <param name="directory">Where both are written; the machine has to see it.</param>
public sealed class KubeadmManifest(string directory)
{
    /// <summary>The network's manifest.</summary>
    public string Network => Path.Combine(directory, "network.yaml");

    /// <summary>Writes the files.</summary>
    /// <param name="certificateNames">Names in the API server's certificate.</param>
    /// <returns>The path of the cluster's manifest.</returns>
    public async Task<string> WriteAsync(params IEnumerable<string> certificateNames)
    {
        await File.WriteAllTextAsync(Network, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bridge-network, namespace: kube-system}\n");
        var path = Path.Combine(directory, "cluster.json");
        await File.WriteAllTextAsync(path, Cluster(certificateNames).ToJsonString());
        return path;
    }

    private JsonObject Cluster(IEnumerable<string> certificateNames) => new()
    {
        ["apiVersion"] = "v1alpha1",
        ["kind"] = "Cluster",
        ["spec"] = new JsonObject
        {
            ["version"] = KubeadmPrograms.Version,
            ["clusterType"] = "kubeadm",
            ["clusterParameters"] = new JsonObject
            {
                ["apiServer"] = new JsonObject { ["certSANs"] = new JsonArray([.. certificateNames.Select(name => JsonValue.Create(name))]) },
                ["networking"] = new JsonObject { ["podSubnet"] = "10.244.0.0/16", ["svcSubnet"] = "10.96.0.0/16" },
                ["cni"] = new JsonObject { ["type"] = "bridge", ["version"] = "1", ["manifestURL"] = Network },
            },
            ["provider"] = KubeadmMachine.Provider(KubeadmPrograms.Version),
        },
    };
}
