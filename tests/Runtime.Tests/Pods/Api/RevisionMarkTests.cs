using Reeve.Runtime.Pods.Api;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Api;

public sealed class RevisionMarkTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("reeve-mark-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void TryPass_OlderThanSeen_FailsOnce()
    {
        var mark = new RevisionMark(null);
        mark.Saw("100");

        Assert.False(mark.TryPass("50"));
        Assert.True(mark.TryPass("51"));
    }

    [Fact]
    public void TryPass_AfterARestart_KnowsHowFarItWas()
    {
        var mark = new RevisionMark(_directory);
        mark.Saw("100");
        mark.Save();

        Assert.False(new RevisionMark(_directory).TryPass("99"));
        Assert.True(new RevisionMark(_directory).TryPass("100"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData(null)]
    public void TryPass_NoNumber_SaysNothing(string? version)
    {
        var mark = new RevisionMark(null);
        mark.Saw("100");

        Assert.True(mark.TryPass(version));
        Assert.False(mark.TryPass("99"));
    }

    [Fact]
    public void Create_TornFile_BeginsAnew()
    {
        File.WriteAllText(Path.Combine(_directory, "revision"), "1x");

        Assert.True(new RevisionMark(_directory).TryPass("1"));
    }
}
