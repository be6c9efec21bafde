using Reeve.Runtime.Linux;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Linux;

public class FileErrorsTests
{
    [LinuxTheory]
    [InlineData(28, ErrorReason.Exhausted)]
    [InlineData(122, ErrorReason.Exhausted)]
    [InlineData(13, ErrorReason.Denied)]
    [InlineData(1, ErrorReason.Denied)]
    [InlineData(5, ErrorReason.Transient)]
    public void Guard_Errno_HasItsReason(int number, ErrorReason reason)
    {
        var error = Assert.Throws<ProviderException>(() => FileErrors.Guard("it", () => throw new Errno(number).ToException("open", "x")));
        Assert.Equal(reason, error.Reason);
    }

    [LinuxFact]
    public void Guard_FullDeviceOfTheBaseLibrary_IsExhausted()
    {
        var error = Assert.Throws<ProviderException>(() => FileErrors.Guard("it", () => File.WriteAllText("/dev/full", "x")));
        Assert.Equal(ErrorReason.Exhausted, error.Reason);
    }

    [Fact]
    public void Guard_AnotherFailure_PassesThrough() =>
        Assert.Throws<InvalidOperationException>(() => FileErrors.Guard("it", () => throw new InvalidOperationException()));
}
