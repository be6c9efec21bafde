using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Systemd.Units;

namespace Reeve.Plugins.Systemd.Tests.Units;

public sealed class EnvironmentFileTests
{
    [Fact]
    public void Render_AnyValue_IsReadBackByTheRulesOfTheFormat() => Prop.ForAll<NonNull<string>>(value =>
    {
        var text = EnvironmentFile.Render([KeyValuePair.Create("NAME", value.Get)]);
        return Unquote(text) == value.Get;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("PATH", true)]
    [InlineData("_a1", true)]
    [InlineData("my.var", false)]
    [InlineData("my-var", false)]
    [InlineData("1st", false)]
    [InlineData("", false)]
    public void CanCarry_Name_AsSystemdDoes(string name, bool expected) => Assert.Equal(expected, EnvironmentFile.CanCarry(name));

    [Fact]
    public void Write_File_IsForTheAgentAlone()
    {
        using var directory = new Testing.TempDirectory();
        var files = new EnvironmentFile(Path.Combine(directory.Path, "environments"));

        var path = files.Write("token", [KeyValuePair.Create("A", "b")]);

        Assert.Equal("A=\"b\"\n", File.ReadAllText(path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        files.DeleteAllBut(new HashSet<string> { "token" });
        Assert.True(File.Exists(path));
        files.DeleteAllBut(new HashSet<string>());
        Assert.False(File.Exists(path));
    }

    // systemd.exec(5): inside double quotes a backslash takes the meaning from ", \, ` and $.
    private static string Unquote(string text)
    {
        var value = new System.Text.StringBuilder();
        var i = "NAME=\"".Length;
        for (; text[i] != '"'; i++)
        {
            i += text[i] == '\\' ? 1 : 0;
            value.Append(text[i]);
        }

        Assert.Equal("\"\n", text[i..]);
        return value.ToString();
    }
}
