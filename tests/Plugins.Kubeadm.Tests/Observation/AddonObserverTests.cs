using System.Text.Json;
using Reeve.Plugins.Kubeadm.Observation;

namespace Reeve.Plugins.Kubeadm.Tests.Observation;

public sealed class AddonObserverTests
{
    [Theory]
    [InlineData("docker.io/flannel/flannel:v0.22.0", "0.22.0")]
    [InlineData("localhost:5000/cilium", "")]
    [InlineData("quay.io/cilium/cilium:v1.15.1@sha256:0123", "1.15.1")]
    [InlineData("antrea/antrea-ubuntu:v1.13.0-rc.1", "1.13.0-rc.1")]
    public void TagOf_Image_IsItsVersion(string image, string expected) => Assert.Equal(expected, AddonObserver.TagOf(image));

    [Fact]
    public void Versions_Workloads_AreThoseOfPlugins()
    {
        using var workloads = JsonDocument.Parse("""
            [{"metadata": {"name": "calico-node"}, "spec": {"template": {"spec": {"containers": [{"image": "docker.io/calico/node:v3.27.0"}]}}}},
             {"metadata": {"name": "local-path-provisioner"}, "spec": {"template": {"spec": {"containers": [{"image": "rancher/local-path-provisioner:v0.0.26"}]}}}},
             {"metadata": {"name": "web"}, "spec": {"template": {"spec": {"containers": [{"image": "nginx:1"}]}}}}]
            """);

        var versions = AddonObserver.Versions(workloads.RootElement.EnumerateArray());

        Assert.Equal(2, versions.Count);
        Assert.EndsWith("3.27.0", versions["cni"], StringComparison.Ordinal);
        Assert.EndsWith("0.0.26", versions["csi"], StringComparison.Ordinal);
    }
}
