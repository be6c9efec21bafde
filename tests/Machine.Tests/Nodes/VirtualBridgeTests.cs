using Reeve.Machine.Nodes;
using Reeve.Testing;

namespace Reeve.Machine.Tests.Nodes;

public sealed class VirtualBridgeTests
{
    [Theory]
    [InlineData("eth0", false)]
    [InlineData("br0", false)] // with eth0
    [InlineData("docker0", true)]
    [InlineData("cni0", true)] // with a pod
    [InlineData("gone", false)]
    public void Is_ByItsPorts(string name, bool expected)
    {
        using var directory = new TempDirectory();
        foreach (var path in (string[])["eth0/device", "veth1", "br0/brif/eth0", "br0/brif/veth1", "docker0/brif", "cni0/brif/veth1"])
        {
            Directory.CreateDirectory(directory[path]);
        }

        Assert.Equal(expected, VirtualBridge.Is(name, directory.Path));
    }
}
