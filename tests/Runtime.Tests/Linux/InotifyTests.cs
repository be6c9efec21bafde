using System.Runtime.Versioning;
using Reeve.Runtime.Linux;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Linux;

[SupportedOSPlatform("linux")]
public class InotifyTests
{
    [LinuxFact]
    public async Task Watch_FileIsWritten_CallsBackForThatFile()
    {
        using var directory = new TempDirectory();
        using var inotify = new Inotify();
        var counts = new int[2];
        foreach (var i in new[] { 0, 1 })
        {
            File.WriteAllText(directory[$"{i}"], "");
            inotify.Watch(directory[$"{i}"], Inotify.Modified, () => Interlocked.Increment(ref counts[i]));
        }

        Assert.Equal([0, 0], counts);
        File.AppendAllText(directory["1"], "x");
        await Eventually.TrueAsync(() => Volatile.Read(ref counts[1]) == 1, "the change is told");
        Assert.Equal(0, counts[0]);
    }

    [LinuxFact]
    public async Task Watch_DisposedOf_IsSilent()
    {
        using var directory = new TempDirectory();
        using var inotify = new Inotify();
        var (silent, heard) = (0, 0);
        File.WriteAllText(directory["a"], "");
        File.WriteAllText(directory["b"], "");
        inotify.Watch(directory["a"], Inotify.Modified, () => silent++).Dispose();
        inotify.Watch(directory["b"], Inotify.Modified, () => Interlocked.Increment(ref heard));
        File.AppendAllText(directory["a"], "x");
        File.AppendAllText(directory["b"], "x");
        await Eventually.TrueAsync(() => Volatile.Read(ref heard) == 1, "the other file's change is told");
        Assert.Equal(0, silent);
    }

    [LinuxFact]
    public void Watch_NoSuchFile_Throws()
    {
        using var inotify = new Inotify();
        var error = Assert.Throws<LinuxException>(() => inotify.Watch("/nowhere/at/all", Inotify.Modified, () => { }));
        Assert.Equal(Errno.NotFound, error.Error);
    }
}
