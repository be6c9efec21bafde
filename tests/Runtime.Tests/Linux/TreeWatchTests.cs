using System.Runtime.Versioning;
using Reeve.Runtime.Linux;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Linux;

[SupportedOSPlatform("linux")]
public sealed class TreeWatchTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly TreeWatch _watch;
    private int _changes;

    public TreeWatchTests()
    {
        Directory.CreateDirectory(_directory["root/child"]);
        _watch = new TreeWatch([_directory["root"]], () => Interlocked.Increment(ref _changes));
        Refresh();
    }

    public void Dispose()
    {
        _watch.Dispose();
        _directory.Dispose();
    }

    [LinuxFact]
    public async Task Changed_DirectoryMovedOutAndAnotherMovedIn_GoesOnWatching()
    {
        Directory.CreateDirectory(_directory["next"]);
        await ChangesAsync(() => Directory.Move(_directory["root/child"], _directory["former"]));
        await ChangesAsync(() => Directory.Move(_directory["next"], _directory["root/child"]));
        Refresh();
        await ChangesAsync(() => File.WriteAllText(_directory["root/child/file"], "x"));
        await ChangesAsync(() => File.WriteAllText(_directory["root/file"], "x"));
    }

    [LinuxFact]
    public async Task Changed_DirectoryMadeLater_IsCoveredAfterARefresh()
    {
        await ChangesAsync(() => Directory.CreateDirectory(_directory["root/child/deep"]));
        Refresh();
        await ChangesAsync(() => File.WriteAllText(_directory["root/child/deep/file"], "x"));
        await ChangesAsync(() => File.Delete(_directory["root/child/deep/file"]));
    }

    [LinuxFact]
    public async Task Changed_DirectoryMovedOut_IsLetGoByARefresh()
    {
        await ChangesAsync(() => Directory.Move(_directory["root/child"], _directory["former"]));
        Refresh();
        var before = Volatile.Read(ref _changes);
        File.WriteAllText(_directory["former/file"], "x");
        await ChangesAsync(() => File.WriteAllText(_directory["root/file"], "x"), before);
        Assert.DoesNotContain("former", Directory.GetDirectories(_directory["root"]));
    }

    [LinuxFact]
    public void Refresh_DirectoryThatIsNotThere_IsNoFault()
    {
        Directory.Delete(_directory["root"], recursive: true);
        Refresh();
    }

    private void Refresh() => _watch.Refresh((directory, reason) => Assert.Fail($"{directory}: {reason}"));

    private async Task ChangesAsync(Action change, int? since = null)
    {
        var before = since ?? Volatile.Read(ref _changes);
        change();
        await Eventually.TrueAsync(() => Volatile.Read(ref _changes) > before, "the change is announced");
    }
}
