using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>Commands in running containers.</summary>
internal static class ExecScenarios
{
    public static async Task Exec_Command_IsInTheContainersCgroupMountsAndIdentity()
    {
        await using var harness = await Harness.StartAsync();
        var source = Directory.CreateDirectory(Path.Combine(harness.Root, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(source, "given"), "content\n");
        var mount = new ContainerMount { Volume = "data", Source = source, Target = "/reeve-data" };
        var launch = harness.Shell("exec sleep 1000", new SecurityContext { RunAsUser = 12345, RunAsGroup = 12345 }, null, mount) with { WorkingDirectory = "/usr" };
        await harness.StartAsync(launch);

        Assert.Equal("content", await harness.ExecAsync(launch, "cat", "/reeve-data/given"));
        Assert.Equal("12345 /usr s3cr3t-value", await harness.ExecAsync(launch, "/bin/sh", "-c", "echo $(id -u) $(pwd) $SECRET"));
        var groups = (await harness.ExecAsync(launch, "cat", "/proc/self/cgroup")).Split('\n');
        Assert.Contains(groups, line => line.Contains("name=systemd", StringComparison.Ordinal) || line.StartsWith("0::", StringComparison.Ordinal));
        Assert.All(
            groups.Where(line => line.Contains(":memory:", StringComparison.Ordinal) || line.Contains("name=systemd", StringComparison.Ordinal)),
            line => Assert.EndsWith(UnitNames.ControlGroup(launch.Id), line, StringComparison.Ordinal));
    }
}
