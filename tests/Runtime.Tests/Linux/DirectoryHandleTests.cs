using System.Runtime.Versioning;
using Reeve.Runtime.Linux;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Linux;

[SupportedOSPlatform("linux")]
public class DirectoryHandleTests
{
    [LinuxFact]
    public void Open_LinkOfTheName_IsRefused()
    {
        using var directory = new TempDirectory();
        using var handle = DirectoryHandle.Open(directory.Path);
        handle.CreateLink("link", "/etc");
        Assert.Throws<LinuxException>(() => handle.TryOpenDirectory("link"));
        Assert.Throws<LinuxException>(() => handle.EnsureDirectory("link", 0x1ED));
        Assert.Throws<LinuxException>(() => handle.CreateFile("link", 0x1A4));
        Assert.Equal("/etc", handle.ReadLink("link"));
        Assert.Equal(FileKind.SymbolicLink, handle.StatusOf("link")!.Value.Kind);
        Assert.Null(handle.TryOpenDirectory("none"));
    }

    [LinuxFact]
    public void Entries_ManyNames_AreComplete()
    {
        using var directory = new TempDirectory();
        var names = Enumerable.Range(0, 3000).Select(i => $"a-rather-long-name-{i}-ä").Order(StringComparer.Ordinal).ToList();
        names.ForEach(name => File.WriteAllText(directory[name], ""));
        using var handle = DirectoryHandle.Open(directory.Path);
        Assert.Equal(names, handle.Entries().Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal(3000, handle.Entries().Count);
    }

    [LinuxFact]
    public void EnsureDirectory_Mode_IsExactWhateverTheUmask()
    {
        using var directory = new TempDirectory();
        using var handle = DirectoryHandle.Open(directory.Path);
        using var made = handle.EnsureDirectory("d", 0x5FF, out var created);
        Assert.True(created);
        Assert.Equal(0x5FF, made.Status.Mode);
        Assert.Equal(directory["d"], made.Path);
        handle.EnsureDirectory("d", 0x1C0, out created).Dispose();
        Assert.False(created);
        Assert.Equal(0x5FF, made.Status.Mode);
    }
}
