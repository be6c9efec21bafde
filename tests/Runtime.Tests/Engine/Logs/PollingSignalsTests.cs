using Reeve.Runtime.Engine.Logs;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Engine.Logs;

public class PollingSignalsTests
{
    [Fact]
    public void Watch_EachInterval_CallsBackUntilDisposedOf()
    {
        var time = new ManualTimeProvider();
        using var signals = new PollingSignals(TimeSpan.FromSeconds(1), time);
        var calls = 0;
        var watch = signals.Watch("any", () => calls++);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(3, calls);
        watch.Dispose();
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(3, calls);
    }
}
