using System.Formats.Tar;
using Reeve.EndToEnd.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Reeve.Testing.Systemd;

namespace Reeve.EndToEnd.Samples;

/// <summary>Samples of pods whose images are layers, on systemd nodes of a real control plane.</summary>
public sealed class ImageSampleTests
{
    [RequiresTheory(Component.SystemdNode, Component.Busybox)]
    [InlineData("virtual-kubelet/busyecho.yaml")]
    public async Task Busyecho_FromALayoutOnDisk_RunsInItsOwnRoot(string sample)
    {
        var plane = await ControlPlane.SharedAsync();
        var machine = await SystemdMachine.SharedAsync();
        using var directory = new TempDirectory(machine.Directory);
        LayoutWriter.Write(directory["layout"], "docker.io/library/busybox:latest", """{"Env":["PATH=/bin"],"Cmd":["sh"]}""", await BusyboxAsync(directory["busybox"]), archive =>
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "of-the-layout") { DataStream = new MemoryStream("layout\n"u8.ToArray()) }));
        await using var agent = await NodeAgent.StartAsync(plane, "layers", new NodeAgentOptions { Provider = "systemd", Machine = machine });
        var loaded = await machine.RunAsync(ReeveCommand.Program, "images", "load", directory["layout"], "--state-dir", agent.State);
        Assert.True(loaded.ExitCode == 0, loaded.Output + loaded.Error);

        await SamplePods.ApplyAsync(plane, agent, sample);
        var pod = await SamplePods.WaitReadyAsync(plane, agent, "busyecho");

        // What runs is the image, as the cluster and the kernel see it.
        var status = pod["status"]!["containerStatuses"]![0]!;
        Assert.Equal((0, true), ((int)status["restartCount"]!, status["imageID"]!.ToString().Contains("sha256:", StringComparison.Ordinal)));
        await Eventually.TrueAsync(async () => (await agent.LogAsync("busyecho", "busyecho")).StartsWith("hello\nhello\n", StringComparison.Ordinal), "it says hello");
        Assert.Equal("layout\n", await plane.Kubectl.RunAsync("exec", "-n", agent.Namespace, "busyecho", "--", "cat", "/of-the-layout"));
        Assert.Equal("absent\n", await plane.Kubectl.RunAsync("exec", "-n", agent.Namespace, "busyecho", "--", "sh", "-c", "test -e /usr/lib || echo absent"));
        var units = await machine.RunAsync("systemctl", "list-units", "--no-legend", "--plain", "--state=running", "reeve-*.service");
        var unit = units.Output.Split('\n').Single(line => line.Contains($"{agent.Namespace}/busyecho", StringComparison.Ordinal)).Split(' ')[0];
        var root = (await machine.RunAsync("systemctl", "show", "--value", "-p", "RootDirectory", unit)).Output.Trim();
        var mount = await machine.RunAsync("findmnt", "--noheadings", "--output", "FSTYPE", root);
        Assert.Equal("overlay", mount.Output.Trim());
        var events = await plane.Admin.WaitListAsync($"/api/v1/namespaces/{agent.Namespace}/events", list => list.Any(item => item.Text("reason") == "Pulled"), "its events were sent");
        Assert.Equal(["Container image \"busybox\" already present on machine (resolver oci)"], events.Where(item => item.Text("reason") == "Pulled").Select(item => item.Text("message")));

        // It goes with its root; the image stays.
        await plane.Kubectl.RunAsync("delete", "pod", "-n", agent.Namespace, "busyecho", "--wait", "--grace-period=1");
        await Eventually.TrueAsync(async () => (await machine.RunAsync("findmnt", root)).ExitCode != 0, "the root is gone");
        var left = await machine.RunAsync(ReeveCommand.Program, "images", "list", "--state-dir", agent.State);
        Assert.Contains("docker.io/library/busybox", left.Output, StringComparison.Ordinal);
    }

    /// <summary>The root of an image of busybox alone.</summary>
    private static async Task<string> BusyboxAsync(string root)
    {
        var bin = Directory.CreateDirectory(Path.Combine(root, "bin")).FullName;
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(place => Path.Combine(place, "busybox")).First(File.Exists);
        File.Copy(program, Path.Combine(bin, "busybox"));
        foreach (var name in (await Tool.RunAsync(program, ["--list"])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(name => name != "busybox"))
        {
            File.CreateSymbolicLink(Path.Combine(bin, name), "busybox");
        }

        return root;
    }
}
