using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Reflectors;

public sealed class RetryPacerTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Failed_HealthyForLong_BeginsAnew()
    {
        var pacer = new RetryPacer(new() { MinBackoff = TimeSpan.FromSeconds(1), HealthyAfter = TimeSpan.FromMinutes(1) }, _time, new Random(1));
        _ = pacer.Failed(null);
        _ = pacer.Failed(null);
        pacer.Healthy();
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.InRange(pacer.Failed(null).TotalSeconds, 2, 4);
        pacer.Healthy();
        _time.Advance(TimeSpan.FromSeconds(30));
        pacer.Healthy();
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.InRange(pacer.Failed(null).TotalSeconds, 0.5, 1);
    }

    [Fact]
    public void Failed_ServerAsksForMore_IsGivenIt()
    {
        var pacer = new RetryPacer(new(), _time, new Random(1));
        var busy = new KubernetesApiException("busy", new Status { Code = 429, Details = new() { RetryAfterSeconds = 7 } });
        Assert.Equal(TimeSpan.FromSeconds(7), pacer.Failed(busy));
    }
}
