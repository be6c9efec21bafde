using Reeve.Kubernetes;

namespace Reeve.Machine.Tests;

public sealed class CapabilitySetTests
{
    [Theory]
    [InlineData("CHOWN", true)]
    [InlineData("cap_sys_admin", true)]
    [InlineData("ALL", true)]
    [InlineData("FLY", false)]
    public void IsKnown_Names_AreTheKernels(string name, bool known) => Assert.Equal(known, CapabilitySet.IsKnown(name));

    [Fact]
    public void BoundingSet_AddAll_LessWhatIsDropped() =>
        Assert.Equal(ulong.MaxValue & ~(1UL << 21), CapabilitySet.BoundingSet(new Capabilities { Add = ["ALL"], Drop = ["SYS_ADMIN"] }));

    [Fact]
    public void Missing_OfASet_IsTheRestThatTheKernelKnows() =>
        Assert.Equal(["fsetid", "kill", "setgid"], CapabilitySet.Missing(0b1111, 6));
}
