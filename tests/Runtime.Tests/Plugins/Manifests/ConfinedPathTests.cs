using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Plugins.Manifests;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Plugins.Manifests;

public sealed class ConfinedPathTests
{
    [Theory]
    [InlineData("../x.dll")]
    [InlineData("a/../../x.dll")]
    [InlineData("a/./x.dll")]
    [InlineData("./x.dll")]
    [InlineData("a//x.dll")]
    [InlineData("/x.dll")]
    [InlineData("//server/share/x.dll")]
    [InlineData("\\\\server\\share\\x.dll")]
    [InlineData("..\\x.dll")]
    [InlineData("C:x.dll")]
    [InlineData("C:/x.dll")]
    [InlineData("file:///x.dll")]
    [InlineData("https://example.org/x.dll")]
    [InlineData("~/x.dll")]
    [InlineData("a\0.dll")]
    [InlineData("a/")]
    [InlineData("..")]
    [InlineData("")]
    public void Problem_HostilePath_IsRefused(string path) => Assert.NotNull(ConfinedPath.Problem(path));

    [Theory]
    [InlineData("x.dll")]
    [InlineData("lib/net10.0/x.dll")]
    [InlineData("a..b/x.dll")]
    [InlineData("%2e%2e/x.dll")]
    public void Problem_PlainPath_IsTaken(string path) => Assert.Null(ConfinedPath.Problem(path));

    [Fact]
    public void Problem_AnyTextTaken_StaysInside() => Prop.ForAll<NonNull<string>>(text =>
        ConfinedPath.Problem(text.Get) is not null
        || ConfinedPath.IsInside("/root/plugin", Path.GetFullPath(Path.Combine("/root/plugin", text.Get)))).QuickCheckThrowOnFailure();

    [LinuxFact]
    public void Escapes_SymbolicLinks_AreFollowed()
    {
        using var outside = new TempDirectory();
        using var root = new TempDirectory();
        File.WriteAllText(outside["x.dll"], "");
        File.WriteAllText(root["y.dll"], "");
        File.CreateSymbolicLink(root["file.dll"], outside["x.dll"]);
        Directory.CreateSymbolicLink(root["directory"], outside.Path);
        File.CreateSymbolicLink(root["up.dll"], "../x.dll");
        File.CreateSymbolicLink(root["good.dll"], "y.dll");

        Assert.NotNull(ConfinedPath.Escapes(root.Path, "file.dll"));
        Assert.NotNull(ConfinedPath.Escapes(root.Path, "directory/x.dll"));
        Assert.NotNull(ConfinedPath.Escapes(root.Path, "up.dll"));
        Assert.Null(ConfinedPath.Escapes(root.Path, "good.dll"));
        Assert.Null(ConfinedPath.Escapes(root.Path, "y.dll"));
    }

    [LinuxFact]
    public void RealPath_LinkToItself_Throws()
    {
        using var root = new TempDirectory();
        File.CreateSymbolicLink(root["a"], root["b"]);
        File.CreateSymbolicLink(root["b"], root["a"]);

        Assert.Throws<IOException>(() => ConfinedPath.RealPath(root["a"]));
    }
}
