using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;

namespace Reeve.Plugins.Systemd.Tests.Units;

public sealed class ResourcePropertiesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1000, 39)]
    [InlineData(10_000, 391)]
    [InlineData(10_000_000, 10000)]
    public void WeightOf_Request_IsTheOneOfKubernetes(long milli, ulong weight) => Assert.Equal(weight, ResourceProperties.WeightOf(milli));

    [Fact]
    public void Of_NoLimits_LimitsNothing()
    {
        var names = ResourceProperties.Of(new ResourceRequirements()).Select(property => property.Name);

        Assert.DoesNotContain("MemoryMax", names);
        Assert.DoesNotContain("CPUQuotaPerSecUSec", names);
    }
}
