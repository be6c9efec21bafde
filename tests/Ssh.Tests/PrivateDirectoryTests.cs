using Reeve.Testing;

namespace Reeve.Ssh.Tests;

public sealed class PrivateDirectoryTests
{
    [LinuxFact]
    public void Write_Always_FilesOfTheirOwnerAlone()
    {
        using var directory = new PrivateDirectory();

        var path = directory.Write("key", "secret"u8);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        // A socket's path, with what ssh appends while it makes one, fits into sockaddr_un.
        Assert.True(directory["m1000"].Length + 17 < 108);
    }

    [LinuxFact]
    public void Create_AnotherInUse_Stays()
    {
        using var first = new PrivateDirectory();
        var path = first.Write("key", "secret"u8);

        using var second = new PrivateDirectory();

        Assert.True(File.Exists(path));
    }

    [LinuxFact]
    public void Create_AnotherAbandoned_Goes()
    {
        string abandoned;
        using (var first = new PrivateDirectory())
        {
            abandoned = first.Path + "x";
            Directory.CreateDirectory(abandoned);
            File.WriteAllText(Path.Combine(abandoned, "lock"), "");
        }

        using var second = new PrivateDirectory();

        Assert.False(Directory.Exists(abandoned));
    }
}
