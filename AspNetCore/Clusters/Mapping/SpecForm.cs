using System.Text.Json;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;

namespace Reeve.AspNetCore.Clusters.Mapping;

/// <summary>How a specification is shown: in the shape and spelling in which it was sent, without its password.</summary>
internal static class SpecForm
{
    /// <summary>What is shown of a cluster; null where nothing is wanted.</summary>
    public static SpecDocument? Of(ClusterView view) => view.Desired is not { } desired ? null
        : desired.Form is { ValueKind: JsonValueKind.Object } form && form.Deserialize(ApiJson.Default.SpecDocument) is { } kept
            ? (desired.Flavor is null ? kept : Merge(Made(view.Type, desired), kept) with { Provider = desired.Provider }) with { Version = SameVersion(kept.Version, desired.Version) ? kept.Version : desired.Version, DisableWorkloads = desired.WorkloadsDisabled ?? kept.DisableWorkloads }
            : Made(view.Type, desired);

    /// <summary>What is kept of a specification that came for a cluster that has one: it goes over that, field by field.</summary>
    /// <param name="before">The one that is there; null for none.</param>
    /// <param name="sent">The one that came.</param>
    public static SpecDocument Merge(SpecDocument? before, SpecDocument sent) => WithoutPassword(before is null ? sent : new SpecDocument
    {
        ClusterType = sent.ClusterType ?? before.ClusterType,
        Flavor = sent.Flavor ?? before.Flavor,
        ClusterName = sent.ClusterName ?? before.ClusterName,
        Networking = Merge(before.Networking, sent.Networking),
        Storage = sent.Storage?.ClusterCsi is null ? before.Storage : new StorageDocument { ClusterCsi = Merge(before.Storage?.ClusterCsi, sent.Storage.ClusterCsi) },
        ApiServer = new ApiServerDocument { CertSans = sent.ApiServer?.CertSans ?? before.ApiServer?.CertSans },
        Version = sent.Version ?? before.Version,
        DisableWorkloads = sent.DisableWorkloads ?? before.DisableWorkloads,
        ExtraArgs = sent.ExtraArgs ?? before.ExtraArgs,
        ClusterRuntime = sent.ClusterRuntime ?? before.ClusterRuntime,
        Edge = sent.Edge ?? before.Edge,
        Provider = sent.Provider ?? before.Provider,
    });

    private static NetworkingDocument? Merge(NetworkingDocument? before, NetworkingDocument? sent)
    {
        if (before is null || sent is null)
        {
            return sent ?? before;
        }

        // The network plugin is kept in one shape: that in which it was sent last.
        var isShort = sent.CniName is not null || (sent.CniVersion is not null && before.ClusterCni is null);
        var isPair = sent.ClusterCni is not null || (sent.CniVersion is not null && before.ClusterCni is not null);
        var name = sent.ClusterCni?.Name ?? sent.CniName ?? before.ClusterCni?.Name ?? before.CniName;
        var version = sent.ClusterCni?.Version ?? sent.CniVersion ?? before.ClusterCni?.Version ?? before.CniVersion;
        var shape = isPair && !isShort ? new NetworkingDocument { ClusterCni = new AddonDocument { Name = name, Version = version } }
            : isShort ? new NetworkingDocument { CniName = name, CniVersion = version }
            : before;
        return shape with
        {
            PodSubnet = sent.PodSubnet ?? before.PodSubnet,
            SvcSubnet = sent.SvcSubnet ?? before.SvcSubnet,
            CniManifestUrl = sent.CniManifestUrl ?? before.CniManifestUrl,
            Cilium = sent.Cilium ?? before.Cilium,
        };
    }

    private static AddonDocument Merge(AddonDocument? before, AddonDocument sent) =>
        new() { Name = sent.Name ?? before?.Name, Version = sent.Version ?? before?.Version };

    private static SpecDocument WithoutPassword(SpecDocument spec) => spec.ClusterRuntime?.ClusterCri is { RegistryAuth: { Password.Length: > 0 } auth } registry
        ? spec with { ClusterRuntime = spec.ClusterRuntime with { ClusterCri = registry with { RegistryAuth = auth with { Password = "" } } } }
        : spec;

    // An automatic upgrade changes the version without a document.
    private static bool SameVersion(string? one, string? other) =>
        string.Equals(one?.TrimStart('v'), other?.TrimStart('v'), StringComparison.Ordinal);

    /// <summary>What is wanted, in the usual shape.</summary>
    public static SpecDocument Made(string type, ClusterDesired desired) => new()
    {
        ClusterType = type.Length > 0 ? type : desired.Type,
        Flavor = desired.Flavor?.Name,
        Networking = new NetworkingDocument
        {
            PodSubnet = Subnets(desired.PodSubnets),
            SvcSubnet = Subnets(desired.ServiceSubnets),
            CniManifestUrl = desired.Cni?.Manifest,
            ClusterCni = desired.Cni is { Name.Length: > 0 } cni ? Pair(cni) : null,
        },
        Storage = desired.Storage is { } storage ? new StorageDocument { ClusterCsi = Pair(storage) } : null,
        ApiServer = new ApiServerDocument { CertSans = desired.CertificateNames is { Count: > 0 } names ? [.. names] : null },
        Version = desired.Version,
        DisableWorkloads = desired.WorkloadsDisabled ?? false,
        ExtraArgs = desired.ExtraArguments is { Count: > 0 } arguments ? new(arguments) : null,
        Edge = desired.Edge is { } edge ? EdgeOf(edge) : null,
        Provider = desired.Provider,
    };

    private static EdgeDocument EdgeOf(ClusterEdge edge) => new()
    {
        Proxy = edge.Proxy.Length > 0 ? edge.Proxy : null,
        Name = edge.Name.Length > 0 ? edge.Name : null,
        Ports = edge.Ports.Count == 0 ? null
            : [.. edge.Ports.Select(static port => new EdgePortDocument { Listen = port.Listen, Target = port.Target > 0 ? port.Target : null, Protocol = port.Protocol, Role = port.Role.Length > 0 ? port.Role : null })],
    };

    private static AddonDocument Pair(ClusterAddon addon) => new() { Name = addon.Name, Version = addon.Version.Length > 0 ? addon.Version : null };

    private static string? Subnets(IReadOnlyList<string>? subnets) => subnets is { Count: > 0 } ? string.Join(',', subnets) : null;
}
