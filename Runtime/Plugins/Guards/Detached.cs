using System.Collections.Frozen;
using Reeve.Clusters;
using Reeve.Containers;
using Reeve.Proxies;
using Reeve.Workloads;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>
/// Copies the collections in what a plugin answers. A collection may be of a type of the plugin's own assembly (the compiler makes
/// such types for <c>[a, b]</c>), and the host keeps answers for long; one left over would keep the plugin's code in memory.
/// </summary>
internal static class Detached
{
    public static PodFeatures From(PodFeatures features) => features with { Supported = features.Supported.ToFrozenSet() };

    public static DriverFeatures From(DriverFeatures features) => features with { Pod = From(features.Pod) };

    public static NodeDescription From(NodeDescription node) => node with
    {
        Capacity = From(node.Capacity),
        Allocatable = From(node.Allocatable),
        Addresses = From(node.Addresses),
        Conditions = From(node.Conditions),
        Labels = From(node.Labels),
        Taints = From(node.Taints),
    };

    public static PodWatchItem From(PodWatchItem item) => item.Report is { } report
        ? item with
        {
            Report = report with
            {
                Containers = From(report.Containers), PodIPs = From(report.PodIPs), HostIPs = From(report.HostIPs), Events = From(report.Events),
            },
        }
        : item;

    public static ClusterHandover From(ClusterHandover handover) => handover with { SecretNames = From(handover.SecretNames) };

    public static PodFacts From(PodFacts facts) => facts with { PodIPs = From(facts.PodIPs), HostIPs = From(facts.HostIPs) };

    public static PodStats From(PodStats stats) => stats with { Containers = From(stats.Containers) };

    public static ClusterObservation From(ClusterObservation observation) => observation with
    {
        Machines = [.. observation.Machines.Select(machine => machine with { Addresses = From(machine.Addresses) }).ToArray()],
        Components = From(observation.Components),
        Conditions = From(observation.Conditions),
    };

    public static ClusterPlan From(ClusterPlan plan) => plan with
    {
        Steps = [.. plan.Steps.Select(step => step with { DependsOn = From(step.DependsOn), SecretNames = From(step.SecretNames) })],
        Costs = From(plan.Costs),
        Warnings = From(plan.Warnings),
    };

    public static ProxyCapabilities From(ProxyCapabilities capabilities) => capabilities with
    {
        Protocols = capabilities.Protocols.ToFrozenSet(), Features = capabilities.Features.ToFrozenSet(),
    };

    public static ProxyObservation From(ProxyObservation observation) => observation with
    {
        Connections = From(observation.Connections), Unhealthy = From(observation.Unhealthy), Faults = From(observation.Faults),
    };

    public static T[] From<T>(IReadOnlyList<T> items) => [.. items];

    public static Dictionary<TKey, TValue> From<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> items)
        where TKey : notnull => new(items);
}
