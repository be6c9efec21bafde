using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Testing.Kubeadm;

namespace Reeve.Plugins.Kubeadm.Tests.LifeCycle;

/// <summary>Clusters that come into being halfway, and those that others have made, each in a process of its own; the first argument is the state directory.</summary>
internal static class HalfMadeScenarios
{
    /// <summary>What etcd writes as soon as it runs: kubeadm init is in its midst then.</summary>
    public const string Halfway = "/var/lib/etcd/member/wal";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private static ClusterSpec Spec => ClusterScenarios.Spec(KubeadmPrograms.Version);

    /// <summary>kubeadm init itself gives up in its midst: the kubelet runs by then, and there is no authority to make kubeconfigs with.</summary>
    public static async Task FailedInit(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);
        var provider = KubeadmMachine.Provider(KubeadmPrograms.Version);
        provider["skipPhases"] = new JsonArray("certs");

        var operation = await driver.RunAsync(ClusterIntent.Create, Spec with { Provider = JsonSerializer.SerializeToElement(provider) });

        Assert.Equal(OperationState.Undone, operation.State);
        Assert.Matches("kubeadm init .* ended with code 1:", operation.Error);
        await CleanAsync(driver);
    }

    public static async Task Cancel(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);
        var running = driver.RunAsync(ClusterIntent.Create, Spec);
        await HalfwayAsync();

        driver.Engine.Cancel(driver.Engine.List(ClusterDriver.Cluster).Single(one => one.State is OperationState.Running).Id);

        Assert.Equal(OperationState.Undone, (await running).State);
        await CleanAsync(driver);
    }

    /// <summary>The process dies in the midst of kubeadm init.</summary>
    public static async Task Die(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);
        _ = driver.RunAsync(ClusterIntent.Create, Spec);
        await HalfwayAsync();

        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    /// <summary>The next process goes on by itself.</summary>
    public static async Task GoOn(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);

        var operation = await driver.EndAsync(driver.Engine.List(ClusterDriver.Cluster).Single(one => one.State is OperationState.Running));

        Assert.Equal((OperationState.Done, ""), (operation.State, operation.Error));
        var seen = await driver.ObserveAsync();
        Assert.Equal((true, true), (seen.Exists, seen.ApiServerReady));
        Assert.Contains(seen.Conditions, condition => condition is { Type: "Adopted", Status: false });
    }

    public static async Task Delete(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);

        var operation = await driver.RunAsync(ClusterIntent.Delete, Spec);

        Assert.Equal((OperationState.Done, ""), (operation.State, operation.Error));
        await CleanAsync(driver);
    }

    /// <summary>A plan from before somebody else began a cluster here changes nothing.</summary>
    public static async Task Refused(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);
        var plan = await driver.Provisioner.PlanAsync(ClusterIntent.Create, Spec, new ClusterObservation { Exists = false }, CancellationToken.None);

        var operation = await driver.EndAsync(await driver.Engine.StartAsync(
            new OperationRequest { Cluster = ClusterDriver.Cluster, Intent = ClusterIntent.Create, Provisioner = "kubeadm", Plan = plan }, CancellationToken.None));

        Assert.Equal(OperationState.Undone, operation.State);
        Assert.Contains("there is a cluster already", operation.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(operation.Steps, step => step.State is StepState.Done or StepState.Undone);
    }

    public static async Task Adopted(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);

        var seen = await driver.ObserveAsync();

        Assert.Equal((true, bool.Parse(arguments[1])), (seen.Exists, seen.ApiServerReady));
        Assert.Equal(KubeadmPrograms.Version, seen.Version);
        Assert.Contains(seen.Conditions, condition => condition is { Type: "Adopted", Status: true, Reason: "MadeByOthers" });
        Assert.Empty((await driver.Provisioner.PlanAsync(ClusterIntent.Create, Spec, seen, CancellationToken.None)).Steps);
    }

    private static async Task HalfwayAsync()
    {
        using var deadline = new CancellationTokenSource(s_patience);
        while (!Directory.Exists(Halfway))
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    private static async Task CleanAsync(ClusterDriver driver)
    {
        Assert.Empty(driver.Engine.GetLedger(ClusterDriver.Cluster));
        var seen = await driver.ObserveAsync();
        Assert.False(seen.Exists);
        var clean = Assert.Single(seen.Conditions);
        Assert.Equal(("Clean", true, ""), (clean.Type, clean.Status, clean.Message));
    }
}
