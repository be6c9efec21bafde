using System.Diagnostics;
using System.Formats.Tar;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Images.Oci;
using Reeve.Testing;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>Containers that run in the layers of images. The image is busybox, made on the spot.</summary>
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

    public static async Task Mounts_AfterEverything_AreGone()
    {
        var harness = await StartAsync();
        try
        {
            var launch = Launch(harness, "echo up; exec sleep 600", Layers(harness));
            await harness.StartAsync(launch);
            await Harness.WrittenAsync(launch, "up");
            Assert.Single(Overlays());

            // An agent after this one finds it, and leaves it alone; it throws away what is of nobody.
            var roots = Path.GetDirectoryName(Overlays().Single())!;
            Directory.CreateDirectory(Path.Combine(roots, "left"));
            Directory.CreateDirectory(Path.Combine(harness.Root, "state", "roots", "left", "upper"));
            await harness.RestartAsync(forget: false);
            Assert.Single(Overlays());
            Assert.False(Directory.Exists(Path.Combine(roots, "left")));
            Assert.False(Directory.Exists(Path.Combine(harness.Root, "state", "roots", "left")));
            Assert.Equal("up", await harness.ExecAsync(launch, "echo", "up"));
            await harness.Driver.StopContainerAsync(launch.Id, "SIGKILL", TimeSpan.Zero, CancellationToken.None);
            await harness.Driver.RemoveContainerAsync(launch.Id, CancellationToken.None);
            Assert.Empty(Overlays());
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(harness.Root, "state", "roots")));
        }
        finally
        {
            await harness.DisposeAsync();
        }
    }

    /// <summary>The next agent knows nothing but the unit.</summary>
    public static async Task StateDirectory_AnotherOne_ContainersAreFoundAndEntered()
    {
        await using var harness = await StartAsync();
        var launch = Launch(harness, "echo mine >/written; trap 'exit 6' TERM; echo up; while :; do sleep 0.02; done", Layers(harness), new SecurityContext { RunAsUser = 0 }) with { WorkingDirectory = "/var" };
        var before = await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        await harness.RestartAsync(forget: false, state: "another");

        var after = await harness.ObserveAsync(launch, _ => true);
        Assert.Equal((before.State, before.ProcessId), (after.State, after.ProcessId));
        Assert.Equal("mine\n/var", await harness.ExecAsync(launch, "/bin/sh", "-c", "cat /written; pwd"));
        await harness.Driver.StopContainerAsync(launch.Id, null, TimeSpan.FromMinutes(5), CancellationToken.None);
        Assert.Equal(6, (await harness.EndAsync(launch)).ExitCode);
        await harness.Driver.RemoveSandboxAsync(harness.Pod, CancellationToken.None);
        Assert.Empty(Overlays());
    }

    /// <summary>What containers wrote, and the entry program, went with it: they run on, are stopped and removed, and what cannot be is said.</summary>
    public static async Task StateDirectory_Deleted_ContainersEndInGoodOrder()
    {
        await using var harness = await StartAsync();
        var launch = Launch(harness, "trap 'exit 6' TERM; echo up; while :; do read -t 0.02 line </dev/null; done", Layers(harness));
        var before = await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        await harness.RestartAsync(forget: true);

        var after = await harness.ObserveAsync(launch, _ => true);
        Assert.Equal((before.State, before.ProcessId), (after.State, after.ProcessId));
        var refused = await Assert.ThrowsAsync<ProviderException>(() => harness.ExecAsync(launch, "/bin/sh", "-c", "true"));
        Assert.Contains("state directory", refused.Message, StringComparison.Ordinal);
        await harness.Driver.StopContainerAsync(launch.Id, null, TimeSpan.FromMinutes(5), CancellationToken.None);
        Assert.Equal(6, (await harness.EndAsync(launch)).ExitCode);
        await harness.Driver.RemoveSandboxAsync(harness.Pod, CancellationToken.None);
        Assert.Empty(Overlays());
    }

    public static async Task Device_MadeByAContainer_IsThereAndNotOpened()
    {
        await using var harness = await StartAsync();
        const string script = "for kind in b c; do mknod /dev/$kind $kind 7 0 && test -$kind /dev/$kind && echo made; head -c 1 /dev/$kind >/dev/null 2>&1 || echo closed; done";

        var (_, output) = await harness.RunAsync(Launch(harness, script, Layers(harness)));

        Assert.Equal("made\nclosed\nmade\nclosed\n", output);
    }

    public static async Task Written_ByAContainer_IsCountedAsItsOwn()
    {
        await using var harness = await StartAsync();
        const string script = "head -c 3000000 /dev/zero >/var/big; head -c 1000000 /dev/zero >/tmp/more; echo below >/etc/changed; echo up; exec sleep 1000";
        var launch = Launch(harness, script, Layers(harness));
        var host = harness.As("host", harness.Shell("echo up; exec sleep 1000"));
        await harness.StartAsync(launch);
        await harness.StartAsync(host);
        await Harness.WrittenAsync(launch, "up");

        var stats = await harness.Driver.GetStatsAsync(CancellationToken.None);

        Assert.InRange(stats[launch.Id].RootFileSystemUsedBytes!.Value, 4_000_000, 4_300_000);
        Assert.Null(stats[host.Id].RootFileSystemUsedBytes); // it has none; its /tmp is the pod's
    }

    public static async Task Layers_Many_AreStacked()
    {
        await using var harness = await StartAsync();
        var layers = Layers(harness).ToList();
        for (var i = 0; i < 120; i++)
        {
            var layer = Directory.CreateDirectory(Path.Combine(harness.Root, "many", $"{i}-{new string('x', 60)}")).FullName;
            File.WriteAllText(Path.Combine(layer, $"file-{i}"), "x");
            layers.Add(layer);
        }

        var (_, output) = await harness.RunAsync(Launch(harness, "ls / | grep -c file-", layers));
        Assert.Equal("120\n", output);
    }

    public static async Task Image_FromALayout_RunsAsItsMakerMeant()
    {
        await using var harness = await StartAsync();
        var layout = Path.Combine(harness.Root, "layout");
        const string config = """{"Entrypoint":["/bin/sh","-c"],"Cmd":["cat /etc/new; ls /etc/gone 2>&1; id -u; pwd; echo $FROM"],"User":"app","WorkingDir":"/work","Env":["FROM=image","PATH=/bin"],"StopSignal":"SIGQUIT"}""";
        LayoutWriter.Write(layout, "example.org/busybox:1", config, Layers(harness)[0], archive =>
        {
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/.wh.gone"));
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/new") { DataStream = new MemoryStream("new\n"u8.ToArray()) });
        });

        // The whole way: layout, store, layers, overlay, unit.
        var leases = new ImageLeases(Path.Combine(harness.Root, "leases"));
        using var resolver = new OciImageResolver(Path.Combine(harness.Root, "images"), new RegistryOptions(), leases, TimeProvider.System);
        await resolver.LoadAsync(layout, null, CancellationToken.None);
        var launch = harness.Shell("");
        var image = await resolver.FindAsync(new ImageRequest { Reference = "example.org/busybox:1", Container = launch.Id }, CancellationToken.None);
        launch = launch with { Image = image!, Arguments = [.. image!.Entrypoint, .. image.Arguments], Environment = image.Environment };

        var (end, output) = await harness.RunAsync(launch);

        Assert.Equal("new\nls: /etc/gone: No such file or directory\n1234\n/work\nimage\n", output);
        Assert.Equal(0, end.ExitCode);
        Assert.Equal(ErrorReason.Conflict, (await Assert.ThrowsAsync<ProviderException>(() => resolver.RemoveAsync("example.org/busybox:1", CancellationToken.None))).Reason);
    }

    // In memory, whatever the test's directory is on: the machine inside has an overlay as its root, and the kernel puts no other on it.
    private static Task<Harness> StartAsync(PodSecurityContext? pod = null) => Harness.StartAsync(pod: pod, parent: "/run");

    private static ContainerLaunch Launch(Harness harness, string script, IReadOnlyList<string> layers, SecurityContext? context = null, params ContainerMount[] mounts)
    {
        var launch = harness.Shell(script, context, null, mounts);
        return launch with { Image = new ResolvedImage { Reference = "busybox", Form = ImageForms.Layers, Id = "busybox", Layers = layers } };
    }

    // The next attempt, with files of its own.
    private static ContainerLaunch Again(Harness harness, ContainerLaunch launch)
    {
        var next = harness.Shell(launch.Arguments[^1]);
        return launch with { Id = launch.Id with { Attempt = launch.Id.Attempt + 1 }, StandardOutputPath = next.StandardOutputPath, StandardErrorPath = next.StandardErrorPath };
    }

    /// <summary>Two layers: a system, and what changes it.</summary>
    private static IReadOnlyList<string> Layers(Harness harness, bool shell = true)
    {
        var (below, above) = (Path.Combine(harness.Root, "below"), Path.Combine(harness.Root, "above"));
        foreach (var directory in (string[])["bin", "etc", "root", "tmp", "run", "var"])
        {
            Directory.CreateDirectory(Path.Combine(below, directory), (UnixFileMode)0x1ED);
        }

        File.Copy("/bin/busybox", Path.Combine(below, "bin/busybox"), overwrite: true);
        if (shell)
        {
            Run("/bin/busybox", "--install", "-s", Path.Combine(below, "bin"));
            foreach (var link in Directory.EnumerateFiles(Path.Combine(below, "bin")).Where(file => new FileInfo(file).LinkTarget is not null))
            {
                File.Delete(link);
                File.CreateSymbolicLink(link, "busybox");
            }
        }

        File.CreateSymbolicLink(Path.Combine(below, "var/run"), "/run");
        File.CreateSymbolicLink(Path.Combine(below, "link"), "/absolute");
        Directory.CreateDirectory(Path.Combine(below, "absolute"));
        File.WriteAllText(Path.Combine(below, "etc/image"), "image\n");
        File.WriteAllText(Path.Combine(below, "etc/changed"), "below\n");
        File.WriteAllText(Path.Combine(below, "etc/gone"), "below\n");
        File.WriteAllText(Path.Combine(below, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\napp:x:1234:1235:App:/home/app:/bin/sh\n");
        File.WriteAllText(Path.Combine(below, "etc/group"), "root:x:0:\napp:x:1235:\nextra:x:2000:app\n");
        Directory.CreateDirectory(Path.Combine(above, "etc"), (UnixFileMode)0x1ED);
        File.WriteAllText(Path.Combine(above, "etc/changed"), "above\n");
        Run("mknod", Path.Combine(above, "etc/gone"), "c", "0", "0");
        return [below, above];
    }

    private static string Volume(Harness harness)
    {
        var source = Directory.CreateDirectory(Path.Combine(harness.Root, "data")).FullName;
        File.WriteAllText(Path.Combine(source, "given"), "content\n");
        return source;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static string Entries() => string.Join('\n', new[] { "/", "/etc", "/run", "/dev" }
        .SelectMany(directory => Directory.EnumerateFileSystemEntries(directory)).Where(path => !path.StartsWith("/run/systemd", StringComparison.Ordinal) && path != "/run/reeve").Order(StringComparer.Ordinal));

    private static IReadOnlyList<string> Overlays() =>
        [.. File.ReadLines("/proc/self/mountinfo").Where(line => line.Contains(" - overlay ", StringComparison.Ordinal)).Select(line => line.Split(' ')[4]).Where(path => path.StartsWith("/run/reeve/", StringComparison.Ordinal))];
}
