using System.Diagnostics;
using System.Formats.Tar;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Images.Oci;
using Reeve.Testing;
using static Reeve.Plugins.Systemd.Tests.Scenarios.RootLab;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>Containers that run in the layers of images: what they see and may do.</summary>
internal static class RootScenarios
{
    public static async Task Container_OfLayers_SeesTheImageAndWritesToItsOwn()
    {
        await using var harness = await StartAsync();
        var layers = Layers(harness);
        var before = Entries();
        var launch = Launch(harness, "cat /etc/image /etc/changed; test -e /etc/gone || echo gone; echo new >/written && cat /written; ls -d /usr/lib 2>/dev/null || echo no machine", layers);

        var (end, output) = await harness.RunAsync(launch);

        Assert.Equal("image\nabove\ngone\nnew\nno machine\n", output);
        Assert.Equal(0, end.ExitCode);
        Assert.All(layers, layer => Assert.False(File.Exists(Path.Combine(layer, "written"))));
        Assert.Equal(before, Entries());
    }

    public static async Task Container_OfLayers_HasWhatProgramsExpect()
    {
        await using var harness = await StartAsync();
        const string script = """
            test -c /dev/null && echo x >/dev/null && head -c 4 /dev/urandom | wc -c && readlink /dev/fd
            test -e /proc/self/status && test -d /sys/kernel && echo api
            (echo x >/proc/sys/kernel/hostname) 2>/dev/null || echo proc-sys
            (: >/sys/kernel/x) 2>/dev/null || echo sys
            head -c 1 /proc/kcore 2>/dev/null | wc -c
            echo shm >/dev/shm/x && cat /dev/shm/x
            test -c /dev/pts/ptmx && ls /dev/pts | wc -l
            test -s /etc/resolv.conf && test -e /etc/hosts && echo net
            pwd; echo $HOME; umask
            """;
        var launch = Launch(harness, script, Layers(harness)) with { WorkingDirectory = "/made/on/the/way" };
        var (_, output) = await harness.RunAsync(launch);
        Assert.Equal("4\n/proc/self/fd\napi\nproc-sys\nsys\n0\nshm\n1\nnet\n/made/on/the/way\n/root\n0022\n", output);
    }

    public static async Task User_NamedByTheImage_IsTakenOn()
    {
        await using var harness = await StartAsync();
        var launch = Launch(harness, "id -u; id -g; id -G; echo $HOME", Layers(harness));
        var (_, output) = await harness.RunAsync(launch with { Image = launch.Image with { User = "app" } });
        Assert.Equal("1234\n1235\n1235 2000\n/home/app\n", output);
        launch = Again(harness, launch);
        (_, output) = await harness.RunAsync(launch with { Image = launch.Image with { User = "app:extra" } });
        Assert.Equal("1234\n2000\n2000 1235\n/home/app\n", output);
    }

    public static async Task User_OfThePod_CountsMore()
    {
        await using var harness = await StartAsync(new PodSecurityContext { SupplementalGroups = [7], FsGroup = 8 });
        var launch = Launch(harness, "id -u; id -g; id -G; grep CapEff /proc/self/status | cut -f2", Layers(harness), new SecurityContext { RunAsUser = 4711 });
        var (_, output) = await harness.RunAsync(launch with { Image = launch.Image with { User = "app" } });
        Assert.Equal("4711\n0\n0 7 8\n0000000000000000\n", output);
    }

    public static async Task User_Unknown_IsSaid()
    {
        await using var harness = await StartAsync();
        var launch = Launch(harness, "true", Layers(harness));
        var (end, _) = await harness.RunAsync(launch with { Image = launch.Image with { User = "nobody-here" } });
        Assert.Equal("ContainerCannotRun", end.Reason);
        Assert.Contains("nobody-here", end.Message, StringComparison.Ordinal);
    }

    public static async Task Program_Missing_IsSaid()
    {
        await using var harness = await StartAsync();
        // A program of the machine is none of the image.
        var (end, _) = await harness.RunAsync(Launch(harness, "", Layers(harness)) with { Arguments = ["systemctl"] });
        Assert.Equal("StartError", end.Reason);
        Assert.Equal("exec: \"systemctl\": executable file not found in $PATH", end.Message);
    }

    public static async Task Rights_OfAnOrdinaryContainer_AreThoseOfContainers()
    {
        await using var harness = await StartAsync();
        const string script = "grep CapEff /proc/self/status | cut -f2; grep NoNew /proc/self/status | cut -f2; mknod /dev/disk b 254 0 && head -c 1 /dev/disk >/dev/null 2>&1 || echo no disk; echo x >$(cut -d ' ' -f 5 /proc/self/mountinfo | grep /entry$)/entry 2>/dev/null || echo entry stays";
        var (_, output) = await harness.RunAsync(Launch(harness, script, Layers(harness), new SecurityContext { AllowPrivilegeEscalation = false }));
        Assert.Equal("00000000a80425fb\n1\nno disk\nentry stays\n", output);
    }

    public static async Task Root_ReadOnly_KeepsVolumesWritable()
    {
        await using var harness = await StartAsync();
        var source = Volume(harness);
        const string script = "try() { { echo x >\"$1\"; } 2>/dev/null && echo yes || echo no; }; try /new; try /etc/passwd; try /data/in/new; try /dev/null; try /dev/shm/x";
        var (_, output) = await harness.RunAsync(Launch(
            harness, script, Layers(harness), new SecurityContext { ReadOnlyRootFilesystem = true }, new ContainerMount { Volume = "data", Source = source, Target = "/data/in" }));
        Assert.Equal("no\nno\nyes\nyes\nyes\n", output);
        Assert.True(File.Exists(Path.Combine(source, "new")));
    }

    public static async Task Volumes_AtAnyPlace_AppearInsideAlone()
    {
        await using var harness = await StartAsync();
        var source = Volume(harness);
        var file = Path.Combine(harness.Root, "hosts");
        File.WriteAllText(file, "given hosts\n");
        Directory.CreateDirectory(Path.Combine(source, "inner"));
        var before = Entries();
        var launch = Launch(
            harness, "cat /a/b/given /var/run/x/given /etc/hosts /a/b/inner/given; cat /link/given", Layers(harness), null,
            new ContainerMount { Volume = "data", Source = source, Target = "/a/b" },
            new ContainerMount { Volume = "data", Source = source, Target = "/a/b/inner", ReadOnly = true },
            new ContainerMount { Volume = "data", Source = source, Target = "/var/run/x" },
            new ContainerMount { Volume = "data", Source = source, Target = "/link" },
            new ContainerMount { Volume = "", Source = file, Target = "/etc/hosts", IsDirectory = false });
        var (end, output) = await harness.RunAsync(launch);
        Assert.Equal("content\ncontent\ngiven hosts\ncontent\ncontent\n", output);
        Assert.Equal(before, Entries());
        await harness.Driver.RemoveContainerAsync(end.Id, CancellationToken.None);
        Assert.True(File.Exists(Path.Combine(source, "given")));
    }

    public static async Task Exec_InAnImageWithoutAShell_RunsThere()
    {
        await using var harness = await StartAsync();
        var layers = Layers(harness, shell: false);
        var launch = Launch(harness, "", layers, new SecurityContext { RunAsUser = 1234 }) with { Arguments = ["/bin/busybox", "sleep", "600"], WorkingDirectory = "/etc" };
        await harness.StartAsync(launch);
        Assert.Equal("/etc", await harness.ExecAsync(launch, "busybox", "pwd"));
        Assert.Equal("1234", await harness.ExecAsync(launch, "/bin/busybox", "id", "-u"));
        Assert.Equal("s3cr3t-value", await harness.ExecAsync(launch, "busybox", "sh", "-c", "echo $SECRET"));
        using var error = new MemoryStream();
        Assert.Equal(127, await harness.Driver.ExecAsync(launch.Id, new ExecRequest { Command = ["sh"], StandardError = error }, CancellationToken.None));
        Assert.Contains("execute", System.Text.Encoding.UTF8.GetString(error.ToArray()), StringComparison.Ordinal);

        await harness.RestartAsync(forget: false);
        Assert.Equal("1234", await harness.ExecAsync(launch, "busybox", "id", "-u"));
    }

    public static async Task MemoryLimit_Exceeded_IsOomKilled()
    {
        await using var harness = await StartAsync();
        var launch = Launch(harness, "exec tail /dev/zero", Layers(harness));
        launch = launch with
        {
            Container = launch.Container with
            {
                Spec = launch.Container.Spec with
                {
                    Resources = new ResourceRequirements { Limits = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("16Mi") } },
                },
            },
        };
        var (end, _) = await harness.RunAsync(launch);
        Assert.True(end.OomKilled);
        Assert.Equal(137, end.ExitCode);
    }

    public static async Task Device_MadeByAContainer_IsThereAndNotOpened()
    {
        await using var harness = await StartAsync();
        const string script = "for kind in b c; do mknod /dev/$kind $kind 7 0 && test -$kind /dev/$kind && echo made; head -c 1 /dev/$kind >/dev/null 2>&1 || echo closed; done";

        var (_, output) = await harness.RunAsync(Launch(harness, script, Layers(harness)));

        Assert.Equal("made\nclosed\nmade\nclosed\n", output);
    }
}
