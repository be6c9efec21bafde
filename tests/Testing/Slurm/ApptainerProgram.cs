namespace Reeve.Testing.Slurm;

/// <summary>A real Apptainer (<c>eng/components/apptainer</c>) that every user of this machine may run, and a small image, made offline.</summary>
public static class ApptainerProgram
{
    private static readonly Lazy<(string? Path, string? Missing)> Found = new(Find);

    /// <summary>Why it cannot be used, or null.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>Its path; <c>singularity</c> is beside it.</summary>
    public static string Path => Found.Value.Path ?? throw new InvalidOperationException(Missing);

    /// <summary>Makes a root file system of busybox, which also is a sandbox image.</summary>
    /// <param name="directory">Where it shall be; must not be there yet.</param>
    public static async Task MakeSandboxAsync(string directory)
    {
        foreach (var name in (string[])["bin", "etc", "tmp", "proc", "sys", "dev", "root", "home", "var/tmp", "usr/bin"])
        {
            Directory.CreateDirectory(System.IO.Path.Combine(directory, name));
        }

        await File.WriteAllTextAsync(System.IO.Path.Combine(directory, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
        await File.WriteAllTextAsync(System.IO.Path.Combine(directory, "etc/group"), "root:x:0:\n");
        await RunAsync("cp", BusyboxPath(), System.IO.Path.Combine(directory, "bin/busybox"));
        await RunAsync("chroot", directory, "/bin/busybox", "--install", "-s", "/bin");
        await RunAsync("chmod", "-R", "a+rX", directory);
    }

    /// <summary>Makes a SIF image of busybox that every user may read.</summary>
    /// <param name="file">Where it shall be.</param>
    public static async Task MakeImageAsync(string file)
    {
        using var scratch = new TempDirectory();
        await MakeSandboxAsync(scratch["root"]);
        await RunAsync(Path, "build", "--force", file, scratch["root"]);
        await RunAsync("chmod", "a+r", file);
    }

    private static string BusyboxPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(directory => System.IO.Path.Combine(directory, "busybox")).First(File.Exists);

    private static async Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        var result = await Tool.RunAsync(program, arguments);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"{program}: {result}");
        }
    }

    private static (string?, string?) Find()
    {
        if (Components.Missing(Component.Busybox) is { } missing)
        {
            return (null, missing);
        }

        return ComponentScript.Find("apptainer/build.sh");
    }
}
