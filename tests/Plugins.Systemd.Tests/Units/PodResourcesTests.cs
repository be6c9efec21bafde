using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;

namespace Reeve.Plugins.Systemd.Tests.Units;

public sealed class PodResourcesTests
{
    [Fact]
    public void Request_InitContainersAndSidecars_TakesTheGreatestMoment()
    {
        var pod = new PodSpec
        {
            InitContainers = [Container("2", "Always"), Container("5"), Container("1", "Always")],
            Containers = [Container("1"), Container("2")],
            Overhead = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("500m") },
        };

        // The second init container runs beside the first sidecar: 7 is more than 2 + 1 + 1 + 2.
        Assert.Equal(Quantity.Parse("7500m"), PodResources.Request(pod, "cpu"));
    }

    [Fact]
    public void Request_OfThePodItself_Wins()
    {
        var pod = new PodSpec { Containers = [Container("1")], Resources = Resources("4") };

        Assert.Equal(Quantity.Parse("4"), PodResources.Request(pod, "cpu"));
        Assert.Null(PodResources.Limit(pod, "cpu"));
    }

    private static Container Container(string cpu, string? restartPolicy = null) => new() { Name = "c", RestartPolicy = restartPolicy, Resources = Resources(cpu) };

    private static ResourceRequirements Resources(string cpu) => new() { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(cpu) } };
}
