using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Faults;

/// <summary>The control plane of tests obeys, and nothing of it is left behind.</summary>
public sealed class ControlPlaneTests
{
    [RequiresFact(Component.ControlPlane)]
    public async Task RestoreEtcd_AfterAChange_TheChangeIsGone()
    {
        await using var plane = await ControlPlane.StartAsync();
        await plane.Admin.CreateAsync("/api/v1/namespaces", """{"metadata":{"name":"before"}}""");
        await plane.SaveEtcdAsync("saved");
        await plane.Admin.CreateAsync("/api/v1/namespaces", """{"metadata":{"name":"after"}}""");

        await plane.RestoreEtcdAsync("saved");

        Assert.NotNull(await plane.Admin.FindAsync("/api/v1/namespaces/before"));
        Assert.Null(await plane.Admin.FindAsync("/api/v1/namespaces/after"));
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Dispose_LeavesNeitherProcessesNorFiles()
    {
        var plane = await ControlPlane.StartAsync();
        var pids = Directory.GetFiles(plane.Directory, "*.pid").Select(file => int.Parse(File.ReadAllText(file).Trim())).ToList();
        Assert.Equal(4, pids.Count);

        await plane.DisposeAsync();

        Assert.All(pids, pid => Assert.False(Directory.Exists($"/proc/{pid}")));
        Assert.False(Directory.Exists(plane.Directory));
    }
}
