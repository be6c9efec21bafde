using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Admission;

/// <summary>What the pods of a node take of it. What does not fit is refused with the kubelet's words. Thread-safe.</summary>
internal sealed class NodeLedger
{
    // The order in which the scheduler, whose rules these are, looks at resources.
    private static readonly string[] First = [ResourceNames.Cpu, ResourceNames.Memory, ResourceNames.EphemeralStorage];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, PodDemand> _pods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _used = new(StringComparer.Ordinal);

    /// <summary>Takes a pod on that runs already, whatever is left.</summary>
    public void Add(string uid, PodDemand demand)
    {
        lock (_lock)
        {
            Set(uid, demand);
        }
    }

    /// <summary>Takes a pod on if there is room for it.</summary>
    /// <param name="uid">The pod.</param>
    /// <param name="demand">What it takes.</param>
    /// <param name="allocatable">What the node has; a resource that is not in it is not counted.</param>
    /// <returns>Why there is no room, or null.</returns>
    public PodFailure? TryAdd(string uid, PodDemand demand, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        lock (_lock)
        {
            if (_pods.ContainsKey(uid))
            {
                return null;
            }

            if (Lacking(demand, allocatable) is { } lacking)
            {
                return lacking;
            }

            Set(uid, demand);
            return null;
        }
    }

    /// <summary>Whether host ports of a pod are in use.</summary>
    public bool HasConflict(string uid, PodDemand demand)
    {
        lock (_lock)
        {
            return demand.Ports.Count > 0
                && _pods.Where(pod => pod.Key != uid).SelectMany(pod => pod.Value.Ports).Any(used => demand.Ports.Any(port => Collide(used, port)));
        }
    }

    /// <summary>Lets a pod take another amount.</summary>
    /// <returns>Null if it does; else what becomes of the change, and why.</returns>
    public PodChangeResult? TryResize(string uid, PodDemand demand, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        lock (_lock)
        {
            var before = _pods.GetValueOrDefault(uid);
            foreach (var resource in First.Where(resource => allocatable.ContainsKey(resource)))
            {
                var wanted = demand.Requests.GetValueOrDefault(resource);
                var capacity = PodDemand.Amount(resource, allocatable[resource]);
                if (wanted > capacity)
                {
                    return Result(PodChangeOutcome.Infeasible, $"Node didn't have enough capacity: {resource}, requested: {wanted}, capacity: {capacity}");
                }

                var used = _used.GetValueOrDefault(resource) - (before?.Requests.GetValueOrDefault(resource) ?? 0);
                if (wanted > (before?.Requests.GetValueOrDefault(resource) ?? 0) && wanted > capacity - used)
                {
                    return Result(PodChangeOutcome.Deferred, Message(resource, wanted, used, capacity));
                }
            }

            Set(uid, demand);
            return null;
        }
    }

    /// <summary>A pod takes nothing any more.</summary>
    public void Remove(string uid)
    {
        lock (_lock)
        {
            if (_pods.Remove(uid, out var demand))
            {
                Count(demand, -1);
            }
        }
    }

    private static PodChangeResult Result(PodChangeOutcome outcome, string message) =>
        new() { Change = PodChanges.Resources, Outcome = outcome, Message = message };

    private static string Message(string resource, long requested, long used, long capacity) => string.Create(
        CultureInfo.InvariantCulture, $"Node didn't have enough resource: {resource}, requested: {requested}, used: {used}, capacity: {capacity}");

    private static bool Collide(ContainerPort a, ContainerPort b) =>
        a.HostPort == b.HostPort
        && (a.Protocol ?? Protocols.Tcp) == (b.Protocol ?? Protocols.Tcp)
        && (IsAny(a.HostIP) || IsAny(b.HostIP) || a.HostIP == b.HostIP);

    private static bool IsAny(string? address) => address is null or "" or "0.0.0.0" or "::";

    private PodFailure? Lacking(PodDemand demand, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        if (allocatable.TryGetValue(ResourceNames.Pods, out var pods) && _pods.Count + 1 > pods.Value)
        {
            return Failure(ResourceNames.Pods, 1, _pods.Count, pods.Value);
        }

        foreach (var resource in First.Concat(demand.Requests.Keys.Except(First).Order(StringComparer.Ordinal)))
        {
            var requested = demand.Requests.GetValueOrDefault(resource);
            if (requested > 0 && allocatable.TryGetValue(resource, out var amount))
            {
                var capacity = PodDemand.Amount(resource, amount);
                var used = _used.GetValueOrDefault(resource);
                if (requested > capacity - used)
                {
                    return Failure(resource, requested, used, capacity);
                }
            }
        }

        return null;
    }

    private static PodFailure Failure(string resource, long requested, long used, long capacity) =>
        new() { Reason = $"OutOf{resource}", Message = Message(resource, requested, used, capacity) };

    private void Set(string uid, PodDemand demand)
    {
        if (_pods.Remove(uid, out var before))
        {
            Count(before, -1);
        }

        _pods[uid] = demand;
        Count(demand, 1);
    }

    private void Count(PodDemand demand, int sign)
    {
        foreach (var (resource, amount) in demand.Requests)
        {
            _used[resource] = _used.GetValueOrDefault(resource) + (sign * amount);
        }
    }
}
