using System.Diagnostics;
using Reeve.Plugins.Kubeadm.Steps.Packages;

namespace Reeve.Plugins.Kubeadm.Tests.Packages;

/// <summary>The machine's own apt with packages that are made on the spot. Each leaves what is installed as it was.</summary>
internal static class AptScenarios
{
    public static async Task Repository_PinnedVersion_IsInstalledHeldAndTakenBack(string[] arguments)
    {
        var files = Files(arguments, "repository");
        Build(files, "reeve-one", "1.0", "reeve-two");
        Build(files, "reeve-one", "1.1", "reeve-two");
        Build(files, "reeve-two", "2.0");
        Serve(files);
        var before = Installed();
        var context = new TestContext();
        var kind = new PackagesStep();
        var step = kind.Step("packages", "", new PackagesArguments { Packages = ["reeve-one=1.0*"], Hold = true });

        var check = await context.DoAsync(kind, step);

        Assert.Contains("reeve-one 1.0", Installed(), StringComparison.Ordinal);
        Assert.Contains("reeve-two 2.0", Installed(), StringComparison.Ordinal);
        Assert.Contains("reeve-one", Output("apt-mark", "showhold"), StringComparison.Ordinal);
        Assert.True((await kind.CheckAsync(step, context, CancellationToken.None)).Done);
        await kind.UndoAsync(step, check.Prior, context, CancellationToken.None);
        await kind.UndoAsync(step, check.Prior, context, CancellationToken.None);
        Assert.Equal(before, Installed());
        Assert.Equal("", Output("apt-mark", "showhold"));
    }

    public static async Task Repository_PackageWasThere_HasItsOldVersionAgain(string[] arguments)
    {
        var files = Files(arguments, "old");
        Build(files, "reeve-three", "1.0");
        Build(files, "reeve-three", "1.1");
        Serve(files);
        Output("apt-get", "-q", "-y", "install", "reeve-three=1.0");
        Output("apt-mark", "hold", "reeve-three");
        var context = new TestContext();
        var kind = new PackagesStep();
        var step = kind.Step("packages", "", new PackagesArguments { Packages = ["reeve-three=1.1"], Hold = true });

        var check = await context.DoAsync(kind, step);
        Assert.Contains("reeve-three 1.1", Installed(), StringComparison.Ordinal);
        await kind.UndoAsync(step, check.Prior, context, CancellationToken.None);

        Assert.Contains("reeve-three 1.0", Installed(), StringComparison.Ordinal);
        Assert.Equal("reeve-three\n", Output("apt-mark", "showhold")); // somebody else's hold
        Output("apt-get", "-q", "-y", "purge", "--allow-change-held-packages", "reeve-three");
    }

    public static async Task Removal_SomebodyNeedsWhatCameAlong_ItStays(string[] arguments)
    {
        var files = Files(arguments, "needed");
        Build(files, "reeve-four", "1.0", "reeve-five");
        Build(files, "reeve-five", "1.0");
        Build(files, "reeve-user", "1.0", "reeve-five");
        Serve(files);
        var context = new TestContext();
        var kind = new PackagesStep();
        var step = kind.Step("packages", "", new PackagesArguments { Packages = ["reeve-four"] });
        var check = await context.DoAsync(kind, step);
        Output("apt-get", "-q", "-y", "install", "reeve-user");

        await kind.UndoAsync(step, check.Prior, context, CancellationToken.None);

        Assert.DoesNotContain("reeve-four", Installed(), StringComparison.Ordinal);
        Assert.Contains("reeve-five 1.0\nreeve-user 1.0", Installed(), StringComparison.Ordinal);
        Assert.Contains("reeve-five stays: reeve-user of somebody else's needs it.", context.Progress);
        Output("apt-get", "-q", "-y", "purge", "reeve-user", "reeve-five");
    }

    public static async Task Directory_WithoutARepository_GivesWhatIsNeededAndNothingElse(string[] arguments)
    {
        var files = Files(arguments, "directory");
        Build(files, "reeve-six", "1.0", "reeve-seven (>= 1.0) | reeve-nothing");
        Build(files, "reeve-seven", "1.2");
        Build(files, "reeve-eight", "1.0");
        var before = Installed();
        var context = new TestContext();
        var kind = new PackagesStep();
        var step = kind.Step("packages", "", new PackagesArguments { Packages = ["reeve-six"], Hold = true, Directory = files });

        var check = await context.DoAsync(kind, step);

        Assert.Contains("reeve-seven 1.2\nreeve-six 1.0", Installed(), StringComparison.Ordinal);
        Assert.DoesNotContain("reeve-eight", Installed(), StringComparison.Ordinal);
        Assert.DoesNotContain(context.Changes, change => change.EndsWith(" update", StringComparison.Ordinal));
        await kind.UndoAsync(step, check.Prior, context, CancellationToken.None);
        Assert.Equal(before, Installed());
    }

    public static async Task Directory_OldVersionIsNowhere_NothingIsInstalledOverIt(string[] arguments)
    {
        var (old, files) = (Files(arguments, "nowhere-old"), Files(arguments, "nowhere"));
        Output("dpkg", "-i", Build(old, "reeve-nine", "1.0"));
        Build(files, "reeve-nine", "1.1");
        var context = new TestContext();
        var kind = new PackagesStep();
        var step = kind.Step("packages", "", new PackagesArguments { Packages = ["reeve-nine=1.1"], Directory = files });

        var refused = await Assert.ThrowsAsync<ProviderException>(() => kind.CheckAsync(step, context, CancellationToken.None));
        Assert.Equal(ErrorReason.Conflict, refused.Reason);

        Build(files, "reeve-nine", "1.0");
        var check = await context.DoAsync(kind, step);
        Assert.Contains("reeve-nine 1.1", Installed(), StringComparison.Ordinal);
        await kind.UndoAsync(step, check.Prior, context, CancellationToken.None);
        Assert.Contains("reeve-nine 1.0", Installed(), StringComparison.Ordinal);
        Output("dpkg", "--purge", "reeve-nine");
    }

    private static string Files(string[] arguments, string name) => Directory.CreateDirectory(Path.Combine(arguments[0], "packages", name)).FullName;

    /// <summary>Makes a package with one file.</summary>
    private static string Build(string directory, string name, string version, string depends = "")
    {
        var root = Directory.CreateDirectory(Path.Combine(directory, "build", name)).FullName;
        Directory.CreateDirectory(Path.Combine(root, "DEBIAN"));
        Directory.CreateDirectory(Path.Combine(root, "usr", "share", name));
        File.WriteAllText(Path.Combine(root, "usr", "share", name, "version"), version);
        var needs = depends.Length > 0 ? $"Depends: {depends}\n" : "";
        File.WriteAllText(Path.Combine(root, "DEBIAN", "control"), $"Package: {name}\nVersion: {version}\nArchitecture: all\nMaintainer: Nobody <nobody@example.com>\n{needs}Description: nothing\n");
        var path = Path.Combine(directory, $"{name}_{version}_all.deb");
        Output("dpkg-deb", "--root-owner-group", "--build", root, path);
        return path;
    }

    /// <summary>Makes a directory with packages the machine's only repository.</summary>
    private static void Serve(string directory)
    {
        var index = string.Concat(Directory.EnumerateFiles(directory, "*.deb").Select(path =>
            $"{Output("dpkg-deb", "--field", path).TrimEnd()}\nFilename: ./{Path.GetFileName(path)}\nSize: {new FileInfo(path).Length}\nSHA256: {Output("sha256sum", path).Split(' ')[0]}\n\n"));
        File.WriteAllText(Path.Combine(directory, "Packages"), index);
        foreach (var file in Directory.EnumerateFiles("/etc/apt/sources.list.d"))
        {
            File.Delete(file);
        }

        File.WriteAllText("/etc/apt/sources.list", $"deb [trusted=yes] file:{directory} ./\n");
        Output("apt-get", "-q", "update");
    }

    private static string Installed() => Output("dpkg-query", "-W", "-f=${Package} ${Version}\\n");

    private static string Output(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {output} {error.Result}");
        return output;
    }
}
