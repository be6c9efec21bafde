using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Proxies.Wire;
using Reeve.Proxies;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Runtime.Proxies.Revisions;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.AspNetCore.Proxies;

/// <summary>Proxies as documents of the API.</summary>
internal static class ProxyDocuments
{
    /// <summary>A proxy with a revision of its document.</summary>
    public static ProxyDocument Of(IProxySite site, ProxyRevision? revision) => new()
    {
        Name = site.Name,
        Provider = site.Provider,
        Revision = revision?.Revision ?? 0,
        Time = WireTimes.Text(revision?.Time),
        By = Stated(revision?.By),
        RolledBackTo = revision?.RolledBackTo,
        Spec = revision is null ? null : ProxySpecs.WithoutKeys(revision.Spec),
    };

    /// <summary>How a proxy is.</summary>
    /// <param name="site">The proxy.</param>
    /// <param name="observed">What its provider says; null if it says nothing.</param>
    /// <param name="problem">Why it says nothing; null otherwise.</param>
    public static ProxyStatusDocument StatusOf(IProxySite site, ProxyObservation? observed, string? problem)
    {
        var spec = site.Service.Current?.Spec ?? new ProxySpec();
        var certificates = CertificatesOf(site);
        problem = site.Problem ?? problem;
        return new ProxyStatusDocument
        {
            Phase = problem is not null ? "Failed" : site.Service.Current is null ? "Empty" : observed?.Faults.Count > 0 ? "Degraded" : "Serving",
            Problem = problem,
            Revision = observed?.Revision,
            Listeners = [.. spec.Listeners.Select(listener => Of(listener, observed))],
            Upstreams = [.. spec.Upstreams.SelectMany(static group => group.Members.Select(member => (group.Name, member.Address))).Select(member => Of(member.Name, member.Address, observed))],
            Certificates = certificates.Items,
        };
    }

    /// <summary>What of a proxy's state is about a part of its document: nothing that is counted or said of more than that.</summary>
    public static ProxyStatusDocument PartOf(ProxyStatusDocument status, ProxySpec part)
    {
        var (listeners, groups) = (part.Listeners.Select(static one => one.Name).ToHashSet(), part.Upstreams.Select(static one => one.Name).ToHashSet());
        return new ProxyStatusDocument
        {
            Phase = status.Phase,
            Revision = status.Revision,
            Listeners = [.. status.Listeners.Where(one => listeners.Contains(one.Name ?? "")).Select(static one => one with { Connections = null })],
            Upstreams = [.. status.Upstreams.Where(one => groups.Contains(one.Group ?? ""))],
        };
    }

    /// <summary>The certificates of a proxy that are kept fresh.</summary>
    public static ProxyCertificatesDocument CertificatesOf(IProxySite site) => new() { Items = [.. site.Certificates.List().Select(Of)] };

    /// <summary>A revision, without its document.</summary>
    public static ProxyRevisionDocument Of(ProxyRevision revision, long? current) => new()
    {
        Revision = revision.Revision,
        Time = WireTimes.Text(revision.Time),
        By = Stated(revision.By),
        RolledBackTo = revision.RolledBackTo,
        Current = revision.Revision == current,
    };

    /// <summary>Changes between two documents.</summary>
    public static ProxyDiffDocument Of(IReadOnlyList<ProxyChange> changes, long? revision) => new()
    {
        Revision = revision ?? 0,
        Changes = [.. changes.Select(static change => new ProxyChangeDocument { Kind = change.Kind.ToString(), Path = change.Path, Before = change.Before, After = change.After })],
    };

    private static ProxyCertificateDocument Of(CertificateStatus status) => new()
    {
        Name = status.Name,
        Names = status.Names,
        Source = status.Source,
        NotBefore = WireTimes.Text(status.NotBefore),
        NotAfter = WireTimes.Text(status.NotAfter),
        RenewAt = WireTimes.Text(status.RenewAt),
        Problem = status.Problem,
        Failures = status.Failures > 0 ? status.Failures : null,
    };

    private static ProxyListenerDocument Of(ProxyListenerSpec listener, ProxyObservation? observed) => new()
    {
        Name = listener.Name,
        Protocol = listener.Protocol,
        Address = listener.Address,
        Connections = observed?.Connections.TryGetValue(listener.Name, out var connections) == true ? connections : null,
        Fault = observed?.Faults.GetValueOrDefault(listener.Name),
    };

    // A provider may name a server by its address, or by host and port alone.
    private static ProxyMemberDocument Of(string group, string address, ProxyObservation? observed)
    {
        var authority = Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Authority : address;
        var reason = observed?.Unhealthy.GetValueOrDefault($"{group}/{address}") ?? observed?.Unhealthy.GetValueOrDefault($"{group}/{authority}");
        return new ProxyMemberDocument { Group = group, Address = address, Healthy = reason is null, Reason = reason };
    }

    private static string? Stated(string? text) => text is { Length: > 0 } ? text : null;
}
