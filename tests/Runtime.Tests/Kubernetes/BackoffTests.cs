using Reeve.Runtime.Kubernetes;

namespace Reeve.Runtime.Tests.Kubernetes;

public sealed class BackoffTests
{
    [Fact]
    public void Next_FailuresInARow_DoublesUpToTheLongestAndBeginsAnewAfterReset()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), new Random(7).NextDouble);
        int[] steps = [1, 2, 4, 8, 10, 10];
        Assert.All(steps, step => Assert.InRange(backoff.Next().TotalSeconds, step / 2.0, step));
        Assert.Equal(6, backoff.Failures);
        Assert.Equal(TimeSpan.FromSeconds(30), backoff.Next(TimeSpan.FromSeconds(30)));
        Assert.InRange(backoff.Next(TimeSpan.FromSeconds(1)).TotalSeconds, 5, 10);
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalSeconds, 0.5, 1);
        Assert.Equal(TimeSpan.FromSeconds(10), Backoff.Step(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), int.MaxValue));
    }
}
