using System.Text.Json;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;

namespace Reeve.AspNetCore.Clusters.Mapping;

/// <summary>What a document wants, as the runtime understands it.</summary>
internal static class SpecReader
{
    private static readonly string[] KnownCnis = ["flannel", "calico", "antrea", "cilium"];

    /// <summary>Reads a specification: what it does not say stays null.</summary>
    /// <param name="spec">What came.</param>
    /// <param name="form">How it is shown again; null leaves that of before.</param>
    /// <exception cref="ApiException">It contradicts itself.</exception>
    public static ClusterDesired Read(SpecDocument spec, SpecDocument? form) => new()
    {
        Type = Stated(spec.ClusterType),
        Flavor = Stated(spec.Flavor) is { } flavor ? FlavorReference.TryParse(flavor) ?? throw Refused("spec.flavor", $"is NAME or NAME@REVISION, not {flavor}") : null,
        Version = Stated(spec.Version),
        PodSubnets = Subnets(spec.Networking?.PodSubnet),
        ServiceSubnets = Subnets(spec.Networking?.SvcSubnet),
        Cni = spec.Networking is { } networking ? Cni(networking) : null,
        Storage = spec.Storage?.ClusterCsi is { } csi && (Stated(csi.Name) ?? Stated(csi.Version)) is not null
            ? new ClusterAddon { Name = csi.Name ?? "", Version = csi.Version ?? "" }
            : null,
        CertificateNames = spec.ApiServer?.CertSans,
        WorkloadsDisabled = spec.DisableWorkloads,
        ExtraArguments = spec.ExtraArgs,
        Registry = spec.ClusterRuntime is { } runtime ? Registry(runtime) : null,
        Edge = spec.Edge is { } edge ? EdgeOf(edge) : null,
        Provider = spec.Provider is { ValueKind: JsonValueKind.Object } own ? own : null,
        Form = form is null ? null : JsonSerializer.SerializeToElement(form, ApiJson.Default.SpecDocument),
    };

    private static ClusterEdge EdgeOf(EdgeDocument edge) => new()
    {
        Proxy = Stated(edge.Proxy) ?? "",
        Name = Stated(edge.Name) ?? "",
        Ports = [.. (edge.Ports ?? []).Select(static port => new ClusterEdgePort
        {
            Listen = port.Listen ?? 0, Target = port.Target ?? 0, Protocol = Stated(port.Protocol) ?? new ClusterEdgePort().Protocol, Role = Stated(port.Role) ?? "",
        })],
    };

    private static ClusterAddon? Cni(NetworkingDocument networking)
    {
        RequireEffect(networking.Cilium);
        var names = new[] { Stated(networking.ClusterCni?.Name), Stated(networking.CniName) }.OfType<string>().Distinct().ToList();
        if (names.Count > 1)
        {
            throw Refused("spec.networking.cniName", $"is {names[1]}, and clusterCni.name is {names[0]}: the network plugin is named twice");
        }

        var manifest = Stated(networking.CniManifestUrl);
        var version = Stated(networking.ClusterCni?.Version) ?? Stated(networking.CniVersion) ?? "";
        var name = names.FirstOrDefault()
            ?? (manifest is null ? null : KnownCnis.FirstOrDefault(known => manifest.Contains(known, StringComparison.OrdinalIgnoreCase)) ?? "custom")
            ?? (networking.Cilium is null ? null : "cilium");
        return name is null && version.Length == 0 ? null : new ClusterAddon { Name = name ?? "", Version = version, Manifest = manifest };
    }

    // What is asked for and not done would be a promise that is not kept.
    private static void RequireEffect(CiliumDocument? cilium)
    {
        const string field = "spec.networking.cilium";
        if (cilium?.InstallKubeProxy == false)
        {
            throw Refused($"{field}.installKubeProxy", "must be true, or left out: kube-proxy is always installed, and cilium runs beside it");
        }

        if (Stated(cilium?.CliVersion) is not null)
        {
            throw Refused($"{field}.cliVersion", "must be left out: cilium is installed from a manifest, or by the cilium program that is on the machine, whatever its version");
        }
    }

    private static ApiException Refused(string field, string why) =>
        new(RpcCode.InvalidArgument, $"{field} {why}.", ErrorDetail.OfFields(new FieldViolation { Field = field, Description = why }));

    private static ClusterRegistrySettings Registry(RuntimeDocument runtime)
    {
        var registry = runtime.ClusterCri;
        return new ClusterRegistrySettings
        {
            Customised = runtime.CustomiseClusterRuntime == true,
            Name = registry?.PrivateRegistryFqdn ?? "",
            Endpoints = registry?.PrivateRegistryEndpoints ?? [],
            SkipVerification = registry?.SkipTls == true,
            Authenticates = registry?.RegistryAuth?.IsAuthRequired == true,
            Username = registry?.RegistryAuth?.Username ?? "",
            Password = registry?.RegistryAuth?.Password ?? "",
            CertificateFiles = registry?.CertFiles ?? [],
        };
    }

    private static IReadOnlyList<string>? Subnets(string? text) =>
        Stated(text) is { } stated ? [.. stated.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : null;

    // An empty text is what the shape has where nothing is said.
    private static string? Stated(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
