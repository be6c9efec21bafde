using System.Globalization;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Reporting;
using Reeve.Testing;
using Reeve.Testing.OpenStack;

namespace Reeve.Benchmarks.OpenStack;

/// <summary>Many clusters of virtual machines at once in a real OpenStack, by the agent and by a bare script.</summary>
internal sealed class OpenStackBenchmark : IBenchmark
{
    private const double CallsGoal = 1.2;
    private const double TimeGoal = 1.0 / 3;

    /// <summary>How many the script makes before and after the agent: it makes one after the other, so that each takes as long.</summary>
    private const int Scripted = 2;

    // A rough look needs fewer.
    private static readonly int Clusters = Environment.GetEnvironmentVariable("REEVE_BENCH_QUICK") is { Length: > 0 } ? 5 : 20;

    /// <inheritdoc/>
    public string Name => "openstack";

    /// <inheritdoc/>
    public bool IsByDefault => false; // minutes

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        if (Components.Missing(Component.OpenStack) is { } missing)
        {
            throw new BenchmarkException($"OpenStack {missing}");
        }

        await using var cloud = await OpenStackCloud.StartAsync();
        await using var proxy = await CloudProxy.StartAsync(cloud);
        foreach (var project in (string[])["demo", "other"])
        {
            await RaiseAsync(cloud, project);
        }

        // Each has a project of its own: neither finds what the other has left.
        var script = new BareScript(proxy, "other");
        var before = await script.MakeAsync(1, Scripted);
        var byAgent = await new AgentClusters(options, proxy, "demo").MakeAsync(Clusters);
        var after = await script.MakeAsync(1 + Scripted, Scripted);
        var calls = (before.Calls + after.Calls) / (2.0 * Scripted);
        var work = (before.Work + after.Work) / (2.0 * Scripted);
        var seconds = new Samples([.. new[] { before, after }.Select(made => made.Seconds / Scripted * Clusters)]);
        return new Section
        {
            Title = "Clusters of virtual machines",
            Explanation = $"{Clusters} clusters of one master and two workers (network, subnet, router, two security groups, server group, three ports, a floating address, three servers) in a real OpenStack "
                + "(Keystone, Nova, Neutron, Glance, Placement; its hypervisor is pretended). Measured: one `/v1/provision` with all of them, until all their servers are active, with everything that the agent asks "
                + "meanwhile. Reference: a script that makes the same things cluster after cluster, each call after the other, and asks once a second whether the servers are active: "
                + $"{Scripted} before the agent and {Scripted} after it, whose time is that of as many as the agent makes. Services and clients share the machine: all of them are not done before its processors have done the work.",
            Figures =
            [
                new Figure
                {
                    What = "Calls for a cluster",
                    Measured = new Samples([(double)byAgent.Calls / Clusters]),
                    Reference = new Samples([calls]),
                    Unit = "calls",
                    Goal = string.Create(CultureInfo.InvariantCulture, $"at most {CallsGoal:0.0} of it"),
                    Met = byAgent.Calls <= CallsGoal * calls * Clusters,
                },
                new Figure
                {
                    What = "Until all are there",
                    Measured = new Samples([byAgent.Seconds]),
                    Reference = seconds,
                    Unit = "s",
                    Goal = "at most a third of it",
                    Met = byAgent.Seconds <= TimeGoal * seconds.Median,
                },
                new Figure
                {
                    What = "Work of the processors for a cluster",
                    Measured = new Samples([byAgent.Work / Clusters]),
                    Reference = new Samples([work]),
                    Unit = "s",
                },
            ],
            Details = string.Create(CultureInfo.InvariantCulture, $"The least time that the agent's clusters take on {Environment.ProcessorCount} processors, were all of them busy from first to last: {byAgent.Work / Environment.ProcessorCount:0.0} s.\n\n")
                + $"Calls of the agent by what they are for, all clusters together: {byAgent.Kinds}.\n\nThose of the script before it, {Scripted} clusters together: {before.Kinds}.\n",
        };
    }

    private static Task RaiseAsync(OpenStackCloud cloud, string project) => cloud.RunAsync(
        "admin", "quota", "set", "--instances", "100", "--cores", "400", "--ram", "4000000", "--server-groups", "100", "--networks", "200", "--subnets", "200", "--routers", "100", "--ports", "1000",
        "--floating-ips", "100", "--secgroups", "200", "--secgroup-rules", "2000", project);
}
