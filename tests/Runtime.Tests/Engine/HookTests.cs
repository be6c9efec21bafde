using Reeve.Kubernetes;
using Reeve.Workloads;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Runtime.Tests.Engine.Probes;

namespace Reeve.Runtime.Tests.Engine;

public class HookTests
{
    private static ResolvedPod Hook(LifecycleHandler hook) => TestPods.Of(new PodSpec
    {
        Containers = [TestPods.Container("a") with { Lifecycle = new Lifecycle { PostStart = hook } }, TestPods.Container("b")],
    });

    [Fact]
    public async Task Http_AnyAnswer_WillDo()
    {
        var asked = 0;
        await using var server = await ProbeServer.StartAsync(context =>
        {
            asked++;
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(Hook(new() { HttpGet = new HTTPGetAction { Host = "127.0.0.1", Port = server.Port } }));
        await h.ContainerAsync("b", item => item.Started);
        Assert.Equal(1, asked);
        Assert.Empty(h.Driver.CallsOf("stop"));
    }

    [Fact]
    public async Task Tcp_IsDeprecated_DoesNothing()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(Hook(new() { TcpSocket = new TCPSocketAction { Port = 1 } }));
        await h.ContainerAsync("b", item => item.Started);
    }

    [Fact]
    public async Task Sleep_PostStart_HoldsTheNextContainer()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(Hook(new() { Sleep = new SleepAction { Seconds = 5 } }));
        await h.AdvanceAsync(4);
        Assert.Equal(["a#0"], h.Driver.CallsOf("start"));
        await h.AdvanceAsync(1);
        Assert.Equal(["a#0", "b#0"], h.Driver.CallsOf("start"));
    }

}
