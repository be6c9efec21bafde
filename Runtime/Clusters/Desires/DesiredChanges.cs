using System.Text.Json;
using Reeve.Clusters;
using Reeve.Distributions.Versions;

namespace Reeve.Runtime.Clusters.Desires;

/// <summary>What a change would change, field by field.</summary>
/// <param name="before">What is wanted now.</param>
/// <param name="after">What would be wanted.</param>
internal sealed class DesiredChanges(ClusterDesired before, ClusterDesired after)
{
    private const string Fixed = "it cannot be changed once the cluster is there; delete the cluster and create it again";

    public bool Version => KubernetesVersion.TryParse(before.Version) is { } from && KubernetesVersion.TryParse(after.Version) is { } to
        ? from.CompareTo(to) != 0
        : before.Version != after.Version;

    public bool Workloads => (before.WorkloadsDisabled ?? false) != (after.WorkloadsDisabled ?? false);

    /// <summary>Whether anything else than the version and whether workloads run would change.</summary>
    public bool Settings => Cni || Storage || CertificateNames || Registry || ExtraArguments || Provider;

    private bool Cni => before.Cni != after.Cni;

    private bool Storage => before.Storage != after.Storage;

    // The name by which it is reached from outside is one of them.
    private bool CertificateNames => !Same(before.CertificateNames, after.CertificateNames) || (before.Edge?.Name ?? "") != (after.Edge?.Name ?? "");

    private bool Registry => !SameRegistry(before.Registry, after.Registry);

    private bool ExtraArguments => !Same(Pairs(before.ExtraArguments), Pairs(after.ExtraArguments));

    private bool Provider => !Same(before.Provider, after.Provider);

    /// <summary>What no change may change.</summary>
    public IEnumerable<FieldError> Immutable()
    {
        if (before.Type is not null && before.Type != after.Type)
        {
            yield return ClusterFields.Forbidden(ClusterFields.Type, after.Type ?? "", $"the cluster is of the type {before.Type}: {Fixed}");
        }

        if (before.Flavor != after.Flavor)
        {
            yield return ClusterFields.Forbidden(
                ClusterFields.Flavor, after.Flavor?.ToString() ?? "", $"the cluster was made from {(before.Flavor is { } made ? made.ToString() : "no flavor")}, and keeps what that said: {Fixed}");
        }

        if (before.PodSubnets is not null && !Same(before.PodSubnets, after.PodSubnets))
        {
            yield return ClusterFields.Forbidden(ClusterFields.PodSubnet, Text(after.PodSubnets), $"it is {Text(before.PodSubnets)}: {Fixed}");
        }

        if (before.ServiceSubnets is not null && !Same(before.ServiceSubnets, after.ServiceSubnets))
        {
            yield return ClusterFields.Forbidden(ClusterFields.ServiceSubnet, Text(after.ServiceSubnets), $"it is {Text(before.ServiceSubnets)}: {Fixed}");
        }

        if (before.Cni is { Name.Length: > 0 } cni && after.Cni?.Name != cni.Name)
        {
            yield return ClusterFields.Forbidden(ClusterFields.CniName, after.Cni?.Name ?? "", $"it is {cni.Name}, and only its version can be changed");
        }

        if (before.Storage is { Name.Length: > 0 } storage && after.Storage?.Name != storage.Name)
        {
            yield return ClusterFields.Forbidden(ClusterFields.Storage, after.Storage?.Name ?? "", $"it is {storage.Name}, and only its version can be changed");
        }
    }

    /// <summary>What a patch may not change, beside what nothing may.</summary>
    public IEnumerable<FieldError> NotByPatch()
    {
        const string Refused = "a patch changes the CNI's version, disableWorkloads, certificate names and registry settings alone";
        if (Version)
        {
            yield return ClusterFields.Forbidden(ClusterFields.Version, after.Version ?? "", $"{Refused}; the version is changed by PUT");
        }

        if (Storage && before.Storage?.Name == after.Storage?.Name)
        {
            yield return ClusterFields.Forbidden(ClusterFields.Storage, after.Storage?.Version ?? "", $"{Refused}; this is changed by PUT");
        }

        if (ExtraArguments)
        {
            yield return ClusterFields.Forbidden(ClusterFields.ExtraArguments, string.Join(", ", Pairs(after.ExtraArguments) ?? []), $"{Refused}; this is changed by PUT");
        }

        if (Provider)
        {
            yield return ClusterFields.Forbidden(ClusterFields.Provider, "…", $"{Refused}; this is changed by PUT");
        }
    }

    private static string Text(IReadOnlyList<string>? list) => string.Join(",", list ?? []);

    private static IReadOnlyList<string>? Pairs(IReadOnlyDictionary<string, string>? map) =>
        map is null ? null : [.. map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}")];

    private static bool Same(IReadOnlyList<string>? left, IReadOnlyList<string>? right) => (left ?? []).SequenceEqual(right ?? [], StringComparer.Ordinal);

    private static bool Same(JsonElement? left, JsonElement? right) => (left, right) switch
    {
        ({ } a, { } b) => JsonElement.DeepEquals(a, b),
        (null, { } b) => IsNothing(b),
        ({ } a, null) => IsNothing(a),
        _ => true,
    };

    private static bool IsNothing(JsonElement element) =>
        element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || (element.ValueKind is JsonValueKind.Object && !element.EnumerateObject().Any());

    // A registry that is not customised is none, whatever else is said of it. A password is a change: it cannot be compared.
    private static bool SameRegistry(ClusterRegistrySettings? left, ClusterRegistrySettings? right) => (left, right) switch
    {
        ({ Customised: true } a, { Customised: true } b) => a with { Endpoints = [], CertificateFiles = [] } == b with { Endpoints = [], CertificateFiles = [] }
            && Same(a.Endpoints, b.Endpoints) && Same(a.CertificateFiles, b.CertificateFiles),
        _ => left?.Customised != true && right?.Customised != true,
    };
}
