using System.Diagnostics;
using System.Formats.Tar;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Images.Oci;
using Reeve.Testing;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>Containers in the layers of an image: busybox, made on the spot.</summary>
internal static class RootLab
{
    // In memory, whatever the test's directory is on: the machine inside has an overlay as its root, and the kernel puts no other on it.
    public static Task<Harness> StartAsync(PodSecurityContext? pod = null) => Harness.StartAsync(pod: pod, parent: "/run");

    public static ContainerLaunch Launch(Harness harness, string script, IReadOnlyList<string> layers, SecurityContext? context = null, params ContainerMount[] mounts)
    {
        var launch = harness.Shell(script, context, null, mounts);
        return launch with { Image = new ResolvedImage { Reference = "busybox", Form = ImageForms.Layers, Id = "busybox", Layers = layers } };
    }

    // The next attempt, with files of its own.
    public static ContainerLaunch Again(Harness harness, ContainerLaunch launch)
    {
        var next = harness.Shell(launch.Arguments[^1]);
        return launch with { Id = launch.Id with { Attempt = launch.Id.Attempt + 1 }, StandardOutputPath = next.StandardOutputPath, StandardErrorPath = next.StandardErrorPath };
    }

    /// <summary>Two layers: a system, and what changes it.</summary>
    public static IReadOnlyList<string> Layers(Harness harness, bool shell = true)
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

    public static string Volume(Harness harness)
    {
        var source = Directory.CreateDirectory(Path.Combine(harness.Root, "data")).FullName;
        File.WriteAllText(Path.Combine(source, "given"), "content\n");
        return source;
    }

    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    public static string Entries() => string.Join('\n', new[] { "/", "/etc", "/run", "/dev" }
        .SelectMany(directory => Directory.EnumerateFileSystemEntries(directory)).Where(path => !path.StartsWith("/run/systemd", StringComparison.Ordinal) && path != "/run/reeve").Order(StringComparer.Ordinal));

    public static IReadOnlyList<string> Overlays() =>
        [.. File.ReadLines("/proc/self/mountinfo").Where(line => line.Contains(" - overlay ", StringComparison.Ordinal)).Select(line => line.Split(' ')[4]).Where(path => path.StartsWith("/run/reeve/", StringComparison.Ordinal))];
}
