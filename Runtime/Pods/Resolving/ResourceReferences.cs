using System.Globalization;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Resolving;

/// <summary>
/// Answers <c>resourceFieldRef</c>. A limit that is not set is what the node can give, as in the API. Values are divided by the divisor and
/// rounded up; processor time is divided in thousandths.
/// </summary>
internal static class ResourceReferences
{
    /// <summary>The value as text.</summary>
    /// <param name="scope">The pod and the node.</param>
    /// <param name="reference">What is asked for.</param>
    /// <param name="defaultContainer">The container that asks, if the reference names none.</param>
    /// <exception cref="ResolutionException">No such container or resource.</exception>
    public static string Get(ResolutionScope scope, ResourceFieldSelector reference, string? defaultContainer)
    {
        var name = string.IsNullOrEmpty(reference.ContainerName) ? defaultContainer : reference.ContainerName;
        var container = scope.Pod.Spec.Containers.Concat(scope.Pod.Spec.InitContainers).FirstOrDefault(container => container.Name == name)
            ?? throw new ResolutionException($"container {name} not found");
        var (isLimit, resource) = Split(reference.Resource);
        var amount = isLimit ? Limit(scope, container, resource) : container.Resources.Requests.GetValueOrDefault(resource);
        var divisor = reference.Divisor is { IsZero: false } given ? given : new Quantity(1);
        var value = resource == ResourceNames.Cpu ? DivideUp(amount.MilliValue, divisor.MilliValue) : DivideUp(amount.Value, divisor.Value);
        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static (bool IsLimit, string Resource) Split(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var resource = path[(dot + 1)..];
        return (dot < 0 ? "" : path[..dot], IsKnown(resource)) switch
        {
            ("limits", true) => (true, resource),
            ("requests", true) => (false, resource),
            _ => throw new ResolutionException($"unsupported container resource: {path}"),
        };
    }

    private static bool IsKnown(string resource) =>
        resource is ResourceNames.Cpu or ResourceNames.Memory or ResourceNames.EphemeralStorage
        || resource.StartsWith(ResourceNames.HugePagesPrefix, StringComparison.Ordinal);

    private static Quantity Limit(ResolutionScope scope, Container container, string resource)
    {
        if (container.Resources.Limits.TryGetValue(resource, out var limit) && !limit.IsZero)
        {
            return limit;
        }

        if (resource.StartsWith(ResourceNames.HugePagesPrefix, StringComparison.Ordinal))
        {
            return Quantity.Zero;
        }

        var allocatable = scope.Node is { Allocatable.Count: > 0 } node ? node.Allocatable : scope.Node?.Capacity;
        return allocatable?.GetValueOrDefault(resource) ?? Quantity.Zero;
    }

    private static long DivideUp(long value, long divisor)
    {
        var (quotient, remainder) = Math.DivRem(value, divisor);
        return remainder > 0 ? quotient + 1 : quotient;
    }
}
