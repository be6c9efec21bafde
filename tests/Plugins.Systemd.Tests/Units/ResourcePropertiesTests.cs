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
        var names = ResourceProperties.Of(new ResourceRequirements(), unified: false).Select(property => property.Name);

        Assert.DoesNotContain("MemoryMax", names);
        Assert.DoesNotContain("CPUQuotaPerSecUSec", names);
    }

    [Fact]
    public void Of_UnifiedLayout_ProtectsTheRequestAndThrottlesBeforeTheLimit()
    {
        var resources = new ResourceRequirements
        {
            Requests = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("100Mi") },
            Limits = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("200Mi") },
        };

        var names = ResourceProperties.Of(resources, unified: true).Select(property => property.Name).ToList();
        var hybrid = ResourceProperties.Of(resources, unified: false).Select(property => property.Name);

        Assert.Contains("MemoryMin", names);
        Assert.Contains("MemoryHigh", names);
        Assert.DoesNotContain("MemoryHigh", hybrid);
    }
}
