using Reeve.Plugins.Kubeadm.Steps.Directories;
using Reeve.Testing;

namespace Reeve.Plugins.Kubeadm.Tests.Steps.Directories;

public sealed class DirectoriesStepTests
{
    private static LocalContext Context { get; } = new(_ => throw new InvalidOperationException("no cluster"));

    [LinuxFact]
    public async Task Undo_AfterOthersHaveWritten_LeavesWhatWasThere()
    {
        using var home = new TempDirectory();
        Directory.CreateDirectory(home["etc/net.d"]);
        await File.WriteAllTextAsync(home["etc/net.d/old"], "old");
        File.CreateSymbolicLink(home["etc/net.d/link"], home["etc/net.d/old"]);
        var kind = new DirectoriesStep();
        var step = kind.Step("directories", "", new DirectoriesArguments { Paths = [home["etc"], home["etc/net.d"], home["new"]] });
        var check = await kind.CheckAsync(step, Context, CancellationToken.None);
        Directory.CreateDirectory(home["etc/net.d/more/deep"]);
        await File.WriteAllTextAsync(home["etc/net.d/more/deep/file"], "");
        Directory.CreateDirectory(home["new"]);
        File.CreateSymbolicLink(home["new/outside"], home["etc/net.d"]);
        File.SetUnixFileMode(home["etc"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await kind.UndoAsync(step, check.Prior, Context, CancellationToken.None);
        await kind.UndoAsync(step, check.Prior, Context, CancellationToken.None); // as after a crash

        Assert.Equal(["link", "old"], Directory.EnumerateFileSystemEntries(home["etc/net.d"]).Select(Path.GetFileName).Order());
        Assert.False(Directory.Exists(home["new"]));
        Assert.Equal((UnixFileMode)0x1ed, File.GetUnixFileMode(home["etc"]));
    }

    [LinuxFact]
    public async Task Undo_WithAPrefix_TouchesThoseNamesAlone()
    {
        using var home = new TempDirectory();
        var kind = new DirectoriesStep();
        var step = kind.Step("networks", "", new DirectoriesArguments { Paths = [home["netns"]], Prefix = "cni-" });
        var check = await kind.CheckAsync(step, Context, CancellationToken.None);
        Directory.CreateDirectory(home["netns"]);
        await File.WriteAllTextAsync(home["netns/cni-1"], "");
        await File.WriteAllTextAsync(home["netns/mine"], "");

        await kind.UndoAsync(step, check.Prior, Context, CancellationToken.None);

        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(home["netns"]).Select(Path.GetFileName));
    }
}
