using Reeve.Runtime.Engine;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Engine;

public class ScaleTests
{
    [Fact]
    public async Task Idle_ThousandPods_HoldNoTimer()
    {
        await using var h = await EngineHarness.StartAsync();
        foreach (var i in Enumerable.Range(0, 1000))
        {
            await h.Engine.StartPodAsync(TestPods.Simple(uid: $"uid-{i}"), CancellationToken.None);
        }

        await Eventually.TrueAsync(() => h.Driver.CallsOf("start").Count == 1000, "all pods run");
        await h.SettleAsync();
        Assert.Equal(0, h.Clock.ActiveTimers);
    }

    [Fact]
    public async Task Starts_AreBounded()
    {
        await using var h = await EngineHarness.StartAsync(options: new EngineOptions { MaxConcurrentStarts = 3 });
        var gate = new TaskCompletionSource();
        h.Driver.StartGate = gate.Task;
        foreach (var i in Enumerable.Range(0, 10))
        {
            await h.Engine.StartPodAsync(TestPods.Simple(uid: $"uid-{i}"), CancellationToken.None);
        }

        await Eventually.TrueAsync(() => h.Driver.CallsOf("prepare").Count == 10 && h.Driver.CallsOf("start").Count == 3, "three starts are under way");
        gate.SetResult();
        await Eventually.TrueAsync(() => h.Driver.CallsOf("start").Count == 10, "all pods run");
    }

    [Fact]
    public async Task Dispose_WhileContainersRun_LeavesThemAlone()
    {
        var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Simple());
        await h.DisposeAsync();
        Assert.NotNull(h.Driver.Running("a"));
        Assert.Empty(h.Driver.CallsOf("stop"));
    }
}
