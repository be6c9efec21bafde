using Reeve.Testing;

namespace Reeve.EndToEnd.Samples;

/// <summary>The agent runs for an ordinary user, with private mounts and without.</summary>
public sealed class RootlessTests
{
    private const string Nobody = "65534";

    [RequiresFact(Component.Root)]
    public async Task Hello_AsOrdinaryUserWithUserNamespaces_Succeeds()
    {
        Assert.Null(Components.Missing(Component.UserNamespaces));
        await HelloSucceedsAsync("always");
    }

    [RequiresFact(Component.Root)]
    public Task Hello_AsOrdinaryUserWithoutMounts_Succeeds() => HelloSucceedsAsync("never");

    [RequiresFact(Component.Root)]
    public async Task LiteralPath_WithoutMounts_IsRefusedWithTheReason()
    {
        using var home = new TempDirectory();
        await InstallAsync(home);

        var run = await ReeveAsync(home, "never", "run", home["samples/subpath.yaml"], "--until-done");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("spec.containers[0].volumeMounts[0].mountPath", run.Output, StringComparison.Ordinal);
        Assert.Contains("REEVE_MOUNT_DATA", run.Output, StringComparison.Ordinal);
    }

    private static async Task HelloSucceedsAsync(string mounts)
    {
        using var home = new TempDirectory();
        await InstallAsync(home);

        var run = await ReeveAsync(home, mounts, "run", home["samples/hello.yaml"], "--until-done");
        Assert.True(run.ExitCode == 0, run.ToString());

        var logs = await ReeveAsync(home, mounts, "logs", "hello", "-c", "reader");
        Assert.Equal("Hello, world!\n", logs.Output);
    }

    /// <summary>Copies the command and the samples to where the user can read them.</summary>
    private static async Task InstallAsync(TempDirectory home)
    {
        Copy(Repository.Built("Reeve.Host"), home["reeve"]);
        Copy(Repository.Samples, home["samples"]);
        var owned = await Programs.RunAsync("chown", ["-R", Nobody, home.Path]);
        Assert.True(owned.ExitCode == 0, owned.ToString());
    }

    private static Task<ProgramResult> ReeveAsync(TempDirectory home, string mounts, params string[] arguments) => Programs.RunAsync(
        "setpriv",
        [
            $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups",
            Path.Combine(home["reeve"], "reeve"), .. arguments, "--state-dir", home["state"], "--set", $"providers.process.mountNamespaces={mounts}",
        ],
        home.Path,
        new Dictionary<string, string> { ["HOME"] = home.Path, ["XDG_RUNTIME_DIR"] = home["run"] });

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var directory in Directory.EnumerateDirectories(from))
        {
            Copy(directory, Path.Combine(to, Path.GetFileName(directory)));
        }
    }
}
