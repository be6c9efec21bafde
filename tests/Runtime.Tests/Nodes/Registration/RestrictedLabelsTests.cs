using Reeve.Runtime.Nodes.Registration;

namespace Reeve.Runtime.Tests.Nodes.Registration;

public sealed class RestrictedLabelsTests
{
    [Theory]
    [InlineData("type", false)]
    [InlineData("example.com/zone", false)]
    [InlineData("kubernetes.io/hostname", false)]
    [InlineData("beta.kubernetes.io/os", false)]
    [InlineData("node.kubernetes.io/anything", false)]
    [InlineData("kubelet.kubernetes.io/anything", false)]
    [InlineData("sub.kubelet.kubernetes.io/anything", false)]
    [InlineData("topology.kubernetes.io/zone", false)]
    [InlineData("kubernetes.io/role", true)]
    [InlineData("node-role.kubernetes.io/worker", true)]
    [InlineData("node-restriction.kubernetes.io/secure", true)]
    [InlineData("example.k8s.io/x", true)]
    [InlineData("notkubernetes.io/role", false)]
    public void IsRestricted_Key_AsTheAdmissionPluginHasIt(string key, bool expected) =>
        Assert.Equal(expected, RestrictedLabels.IsRestricted(key));
}
