using Reeve.Runtime.Plugins.Loading;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Plugins.Loading;

public sealed class PluginFilesTests
{
    [Fact]
    public void Digest_SameFiles_IsTheSameAndThatOfTheCopy()
    {
        using var directory = new TempDirectory();
        Directory.CreateDirectory(directory["a/sub"]);
        File.WriteAllText(directory["a/x"], "1");
        File.WriteAllText(directory["a/sub/y"], "2");
        var files = PluginFiles.List(directory["a"]);

        var digest = PluginFiles.Digest(files, directory["copy"]);

        Assert.Equal(digest, PluginFiles.Digest(PluginFiles.List(directory["copy"])));
        Assert.Equal(["sub/y", "x"], files.Select(file => file.Relative));
    }

    [Theory]
    [InlineData("x", "2")]
    [InlineData("z", "1")]
    public void Digest_ContentOrNameDiffers_Differs(string name, string content)
    {
        using var directory = new TempDirectory();
        Directory.CreateDirectory(directory["a"]);
        Directory.CreateDirectory(directory["b"]);
        File.WriteAllText(directory["a/x"], "1");
        File.WriteAllText(directory[$"b/{name}"], content);

        Assert.NotEqual(PluginFiles.Digest(PluginFiles.List(directory["a"])), PluginFiles.Digest(PluginFiles.List(directory["b"])));
    }

    [Fact]
    public void Digest_BytesMovedBetweenFiles_Differs()
    {
        using var directory = new TempDirectory();
        foreach (var (name, x, y) in new[] { ("a", "12", "3"), ("b", "1", "23") })
        {
            Directory.CreateDirectory(directory[name]);
            File.WriteAllText(directory[$"{name}/x"], x);
            File.WriteAllText(directory[$"{name}/y"], y);
        }

        Assert.NotEqual(PluginFiles.Digest(PluginFiles.List(directory["a"])), PluginFiles.Digest(PluginFiles.List(directory["b"])));
    }

    [Fact]
    public void List_HugeFile_IsRefusedUnread()
    {
        using var directory = new TempDirectory();
        using (var huge = File.Create(directory["huge"]))
        {
            huge.SetLength(PluginFiles.MaxBytes + 1);
        }

        Assert.Contains("512 MiB", Assert.Throws<PluginLoadException>(() => PluginFiles.List(directory.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void List_TooManyFiles_IsRefused()
    {
        using var directory = new TempDirectory();
        for (var i = 0; i <= PluginFiles.MaxFiles; i++)
        {
            File.WriteAllBytes(directory[$"f{i}"], []);
        }

        Assert.Throws<PluginLoadException>(() => PluginFiles.List(directory.Path));
    }

    [LinuxFact]
    public void List_LinkToTheDirectoryItself_IsRefusedNotFollowedForEver()
    {
        using var directory = new TempDirectory();
        Directory.CreateSymbolicLink(directory["loop"], directory.Path);

        Assert.Contains("directories", Assert.Throws<PluginLoadException>(() => PluginFiles.List(directory.Path)).Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void List_LinkInside_IsCopiedAsAFile()
    {
        using var directory = new TempDirectory();
        Directory.CreateDirectory(directory["a"]);
        File.WriteAllText(directory["a/libx.so.1"], "code");
        File.CreateSymbolicLink(directory["a/libx.so"], "libx.so.1");

        PluginFiles.Digest(PluginFiles.List(directory["a"]), directory["copy"]);

        Assert.Null(new FileInfo(directory["copy/libx.so"]).LinkTarget);
        Assert.Equal("code", File.ReadAllText(directory["copy/libx.so"]));
    }

    [LinuxFact]
    public void IsRegular_Devices_AreNot()
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory["empty"], "");

        Assert.True(FileKind.IsRegular(directory["empty"]));
        Assert.False(FileKind.IsRegular("/dev/null"));
        Assert.False(FileKind.IsRegular(directory["absent"]));
    }
}
