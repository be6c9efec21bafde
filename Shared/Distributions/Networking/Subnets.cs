using System.Net;
using System.Net.Sockets;

namespace Reeve.Distributions.Networking;

/// <summary>Subnets of pods and services: one, or one of each address family.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/dual-stack/; kube-apiserver and kube-controller-manager flags.</remarks>
public static class Subnets
{
    // The API server refuses a range of services with more host bits.
    private const int LargestServiceRangeBits = 20;

    /// <summary>Splits a list as users write it: <c>10.244.0.0/16,2001:db8::/64</c>.</summary>
    /// <param name="list">The list.</param>
    public static IReadOnlyList<string> Split(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Checks the subnets of a cluster.</summary>
    /// <param name="pods">Subnets of pods.</param>
    /// <param name="podField">Their field's path.</param>
    /// <param name="services">Subnets of services.</param>
    /// <param name="serviceField">Their field's path.</param>
    /// <returns>Empty if a cluster can have them.</returns>
    public static IReadOnlyList<FieldError> Validate(IReadOnlyList<string> pods, string podField, IReadOnlyList<string> services, string serviceField)
    {
        ArgumentNullException.ThrowIfNull(pods);
        ArgumentNullException.ThrowIfNull(services);
        var errors = new List<FieldError>();
        var podNetworks = ParseAll(pods, podField, errors);
        var serviceNetworks = ParseAll(services, serviceField, errors);
        if (errors.Count > 0)
        {
            return errors;
        }

        if (!Families(podNetworks).SequenceEqual(Families(serviceNetworks)))
        {
            errors.Add(Invalid(serviceField, services, $"must be of the same address families in the same order as {podField}"));
        }

        foreach (var (pod, service) in podNetworks.SelectMany(pod => serviceNetworks.Select(service => (pod, service))).Where(pair => Overlap(pair.pod, pair.service)))
        {
            errors.Add(Invalid(serviceField, services, $"{service} overlaps {pod} of {podField}"));
        }

        foreach (var service in serviceNetworks.Where(service => HostBits(service) > LargestServiceRangeBits))
        {
            errors.Add(Invalid(serviceField, services, $"{service} is too large: at most 2^{LargestServiceRangeBits} addresses"));
        }

        return errors;
    }

    private static List<IPNetwork> ParseAll(IReadOnlyList<string> texts, string field, List<FieldError> errors)
    {
        var networks = new List<IPNetwork>();
        if (texts.Count == 0)
        {
            errors.Add(new FieldError { Field = field, Message = "Required value: one subnet, or one of each address family" });
        }

        foreach (var text in texts)
        {
            if (!IPNetwork.TryParse(text, out var network) || !network.BaseAddress.Equals(IPAddress.Parse(text.AsSpan(0, text.IndexOf('/')))))
            {
                errors.Add(Invalid(field, texts, $"{text} is no subnet such as 10.244.0.0/16 (its address must be the first of the range)"));
                continue;
            }

            networks.Add(network);
        }

        if (errors.Count == 0 && (networks.Count > 2 || Families(networks).Distinct().Count() != networks.Count))
        {
            errors.Add(Invalid(field, texts, "at most one subnet of IPv4 and one of IPv6"));
        }

        return networks;
    }

    private static FieldError Invalid(string field, IReadOnlyList<string> value, string why) =>
        new() { Field = field, Message = $"Invalid value: \"{string.Join(',', value)}\": {why}" };

    private static IEnumerable<AddressFamily> Families(IEnumerable<IPNetwork> networks) => networks.Select(network => network.BaseAddress.AddressFamily);

    private static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    private static int HostBits(IPNetwork network) =>
        (network.BaseAddress.AddressFamily is AddressFamily.InterNetworkV6 ? 128 : 32) - network.PrefixLength;
}
