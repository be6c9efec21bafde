using System.Text.Json;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.Clusters.Manifests;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Tests.Clusters.Manifests;

public sealed class ClusterManifestReaderTests
{
    // The example of the manifest's description, with its comments.
    private const string Readme = """
        # Example cluster resource
        apiVersion: v1alpha1
        kind: Cluster
        spec:
          # The version of Kubernetes
          version: 1.24.11
          clusterType: kubeadm
          disableWorkloads: false
          clusterParameters:
            apiServer:
              certSANs:
                - 34.66.72.135
            networking:
              podSubnet: 10.244.0.0/16
              svcSubnet: 10.245.0.0/16
            cni:
              type: flannel
              version: 1.53.1
        status:
          currentStatus: provisioned
          description: Cluster is installed and available
          currentVersion: 1.23.0
        """;

    [Fact]
    public void Read_ShapeForPeople_IsTheApisOwn()
    {
        var manifest = Assert.Single(ClusterManifestReader.Read(Readme, "cluster.yaml"));

        Assert.Null(manifest.Name);
        Assert.Equal(("1.24.11", "kubeadm", (bool?)false), (manifest.Spec.Version, manifest.Spec.ClusterType, manifest.Spec.DisableWorkloads));
        Assert.Equal(("10.244.0.0/16", "10.245.0.0/16"), (manifest.Spec.Networking?.PodSubnet, manifest.Spec.Networking?.SvcSubnet));
        Assert.Equal(new AddonDocument { Name = "flannel", Version = "1.53.1" }, manifest.Spec.Networking?.ClusterCni);
        Assert.Equal(["34.66.72.135"], manifest.Spec.ApiServer!.CertSans!);
    }

    [Fact]
    public void Read_JsonOfTheApi_AsItIs()
    {
        const string text = """
            {"apiVersion": "v1alpha1", "kind": "Cluster", "metadata": {"name": "edge"},
             "spec": {"version": "v1.26.5", "extraArgs": {"v": "4"}, "provider": {"deep": {"er": [1, true]}},
                      "networking": {"cniName": "calico", "cniVersion": "v3.25.1", "cilium": {"installKubeProxy": true}},
                      "clusterRuntime": {"clusterCri": {"privateRegistryEndpoints": ["https://a"], "registryAuth": {"password": "p"}}}, "apiServer": {}, "storage": null},
             "status": {"phase": "Provisioned", "conditions": []}}
            """;
        var manifest = Assert.Single(ClusterManifestReader.Read(text, "-"));

        Assert.Equal("edge", manifest.Name);
        Assert.Equal("4", manifest.Spec.ExtraArgs!["v"]);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse("""{"deep":{"er":[1,true]}}""").RootElement, manifest.Spec.Provider!.Value));
        Assert.Equal(("calico", true), (manifest.Spec.Networking?.CniName, manifest.Spec.Networking?.Cilium?.InstallKubeProxy));
        Assert.Equal("p", manifest.Spec.ClusterRuntime?.ClusterCri?.RegistryAuth?.Password);
        Assert.Null(manifest.Spec.Storage);
    }

    [Fact]
    public void Read_SeveralDocuments_EachIsACluster() => Assert.Equal(
        ["a", "b"],
        ClusterManifestReader.Read("---\napiVersion: v1alpha1\nkind: Cluster\nmetadata: {name: a}\nspec: {}\n---\napiVersion: v1alpha1\nkind: Cluster\nmetadata: {name: b}\nspec: {}\n---\n", "f").Select(one => one.Name));

    [Theory]
    [InlineData("spec: {version: 1.30}", "f:3: spec.version: 1.30 is a number, and a text is wanted: write \"1.30\" in quotes")]
    [InlineData("spec: {version: [1]}", "f:3: spec.version: a text is wanted, not a list")]
    [InlineData("spec: {disableWorkloads: yes please}", "f:3: spec.disableWorkloads: \"yes please\" is neither true nor false; write one of them without quotes")]
    [InlineData("spec: {disableWorkload: true}", "f:3: spec.disableWorkload: there is no such field; did you mean \"disableWorkloads\"?")]
    [InlineData("spec: {clusterParameters: {cni: {name: x}}}", "f:3: spec.clusterParameters.cni.name: there is no such field; there are type, version, manifestURL")]
    [InlineData("spec: {apiServer: {certSANs: a}}", "f:3: spec.apiServer.certSANs: a list is wanted, not \"a\"; write one line \"- …\" for each")]
    [InlineData("spec: {apiServer: {certSANs: [{}]}}", "f:3: spec.apiServer.certSANs[0]: a text is wanted, not an object")]
    [InlineData("spec: {networking: 10.0.0.0/8}", "f:3: spec.networking: an object is wanted, not \"10.0.0.0/8\"")]
    [InlineData("spec: {extraArgs: {v: 4}}", "f:3: spec.extraArgs.v: 4 is a number, and a text is wanted: write \"4\" in quotes")]
    [InlineData("spec: {networking: {podSubnet: a}, clusterParameters: {networking: {podSubnet: b}}}", "f:1: spec.networking.podSubnet: it is said twice, here and below spec.clusterParameters; leave one of them out")]
    [InlineData("metadata: {name: a}", "f:1: spec: it is missing; say there what is wanted of the cluster")]
    public void Read_WrongField_IsNamedWithItsValueAndTheWayOut(string field, string expected) =>
        Assert.Equal(expected, Refuse($"apiVersion: v1alpha1\nkind: Cluster\n{field}\n"));

    [Theory]
    [InlineData("kind: Cluster\nspec: {}\n", "f:1: apiVersion: it is missing; write \"apiVersion: v1alpha1\"")]
    [InlineData("apiVersion: v1\nkind: Pod\n", "f:2: kind: \"Pod\" is not known; write Cluster\nf:1: apiVersion: \"v1\" is not known; write v1alpha1")]
    [InlineData("- a\n", "f:1: an object is wanted, not a list")]
    [InlineData("", "There is no cluster in f.")]
    [InlineData("a: [\n", "f:")]
    public void Read_NoCluster_IsRefused(string text, string expected) => Assert.StartsWith(expected, Refuse(text), StringComparison.Ordinal);

    [Fact]
    public void Read_SeveralMistakes_AllAreSaid() =>
        Assert.Equal(2, Refuse("apiVersion: v1alpha1\nkind: Cluster\nspec:\n  verson: a\n  clusterType: 7\n").Split('\n').Length);

    private static string Refuse(string text)
    {
        var exception = Assert.Throws<CommandException>(() => ClusterManifestReader.Read(text, "f"));
        Assert.Equal(ExitCodes.Usage, exception.ExitCode);
        return exception.Message;
    }
}
