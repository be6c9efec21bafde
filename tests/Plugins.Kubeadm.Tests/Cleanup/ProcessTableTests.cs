using Reeve.Plugins.Kubeadm.Cleanup;
using Reeve.Testing;

namespace Reeve.Plugins.Kubeadm.Tests.Cleanup;

public sealed class ProcessTableTests : IDisposable
{
    private readonly TempDirectory _root = new();

    [Fact]
    public void OfProgramsBelow_ShimsAndWhatTheyStarted_AreFoundByProgramDescentAndPod()
    {
        Add(1, 0, "/usr/lib/systemd/systemd", "/init.scope");
        Add(10, 1, "/var/lib/rancher/k3s/data/0123/bin/containerd-shim-runc-v2", "/system.slice/k3s.service");
        Add(11, 10, "/pause", "/kubepods/besteffort/pod1/a");
        Add(12, 11, "/bin/sh (deleted)", "/kubepods/besteffort/pod1/a");
        Add(13, 1, "/bin/orphan", "/kubepods/besteffort/pod1/a"); // its parent has ended
        Add(20, 1, "/var/lib/rancher/k3s/data/0123/bin/containerd (deleted)", "/system.slice/k3s.service");
        Add(30, 1, "/usr/bin/containerd-shim-runc-v2", "/system.slice/containerd.service"); // somebody else's
        Add(31, 30, "/pause", "/kubepods/besteffort/pod2/b");
        Add(40, 1, "/var/lib/rancher/k3s/database", "/user.slice");

        Assert.Equal([10, 11, 12, 13, 20], new ProcessTable(_root.Path).OfProgramsBelow("/var/lib/rancher/k3s/data"));
    }

    [Fact]
    public void OfProgramsBelow_NothingThere_IsEmpty()
    {
        Add(1, 0, "/usr/lib/systemd/systemd", "/init.scope");
        Directory.CreateDirectory(_root["99"]); // it ends while it is looked at

        Assert.Empty(new ProcessTable(_root.Path).OfProgramsBelow("/var/lib/rancher/k3s/data"));
    }

    public void Dispose() => _root.Dispose();

    private void Add(int id, int parent, string program, string group)
    {
        var directory = Directory.CreateDirectory(_root[$"{id}"]).FullName;
        File.WriteAllText(Path.Combine(directory, "stat"), $"{id} (a ) name) S {parent} 1 1 0\n");
        File.WriteAllText(Path.Combine(directory, "cgroup"), $"1:name=systemd:{group}\n0::{group}\n");
        File.CreateSymbolicLink(Path.Combine(directory, "exe"), program);
    }
}
