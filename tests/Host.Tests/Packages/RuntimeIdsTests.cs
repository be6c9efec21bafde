using Reeve.Host.Packages.Archives;

namespace Reeve.Host.Tests.Packages;

public sealed class RuntimeIdsTests
{
    [Theory]
    [InlineData("linux-x64", "linux-x64 linux unix-x64 unix any base")]
    [InlineData("linux-musl-arm64", "linux-musl-arm64 linux-musl linux-arm64 linux unix-arm64 unix any base")]
    [InlineData("osx-arm64", "osx-arm64 osx unix-arm64 unix any base")]
    [InlineData("win-x64", "win-x64 win any base")]
    [InlineData("debian.12-x64", "debian.12-x64 debian.12 linux-x64 linux unix-x64 unix any base")]
    public void GraphOf_AMachine_TakesTheSpecialBeforeTheGeneral(string machine, string runtimes) =>
        Assert.Equal(runtimes.Split(' '), RuntimeIds.GraphOf(machine).ExpandRuntime(machine));

    [Theory]
    [InlineData("linux-x64", "linux-arm64")]
    [InlineData("linux-x64", "win-x64")]
    [InlineData("linux-x64", "linux-musl-x64")]
    [InlineData("win-x64", "unix")]
    public void GraphOf_AMachine_DoesNotTakeAnothers(string machine, string other) =>
        Assert.DoesNotContain(other, RuntimeIds.GraphOf(machine).ExpandRuntime(machine));
}
