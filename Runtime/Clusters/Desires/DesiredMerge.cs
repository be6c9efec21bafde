using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Clusters;

namespace Reeve.Runtime.Clusters.Desires;

/// <summary>Puts what a change states over what is wanted already; the rest stays.</summary>
internal static class DesiredMerge
{
    public static ClusterDesired Merge(ClusterDesired current, ClusterDesired change) => new()
    {
        Type = change.Type ?? current.Type,
        Flavor = change.Flavor is { } asked && !asked.Means(current.Flavor) ? asked : current.Flavor,
        Version = change.Version ?? current.Version,
        PodSubnets = change.PodSubnets ?? current.PodSubnets,
        ServiceSubnets = change.ServiceSubnets ?? current.ServiceSubnets,
        Cni = Merge(current.Cni, change.Cni),
        Storage = Merge(current.Storage, change.Storage),
        CertificateNames = change.CertificateNames ?? current.CertificateNames,
        WorkloadsDisabled = change.WorkloadsDisabled ?? current.WorkloadsDisabled,
        ExtraArguments = change.ExtraArguments ?? current.ExtraArguments,
        Registry = change.Registry ?? current.Registry,
        Edge = change.Edge ?? current.Edge,
        Provider = Merge(current.Provider, change.Provider),
        Form = change.Form ?? current.Form,
    };

    private static ClusterAddon? Merge(ClusterAddon? current, ClusterAddon? change)
    {
        if (change is null || current is null)
        {
            return change ?? current;
        }

        // A manifest belongs to a version: a new version without one has the well-known one.
        var isSameVersion = change.Version.Length == 0 || change.Version == current.Version;
        return new ClusterAddon
        {
            Name = change.Name.Length > 0 ? change.Name : current.Name,
            Version = change.Version.Length > 0 ? change.Version : current.Version,
            Manifest = change.Manifest ?? (isSameVersion ? current.Manifest : null),
            Sha256 = change.Sha256 ?? (isSameVersion && (change.Manifest is null || change.Manifest == current.Manifest) ? current.Sha256 : null),
        };
    }

    private static JsonElement? Merge(JsonElement? current, JsonElement? change)
    {
        if (change is not { ValueKind: JsonValueKind.Object } stated || current is not { ValueKind: JsonValueKind.Object } before)
        {
            return change ?? current;
        }

        var merged = JsonObject.Create(before)!;
        foreach (var member in stated.EnumerateObject())
        {
            merged[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        using var document = JsonDocument.Parse(merged.ToJsonString());
        return document.RootElement.Clone();
    }
}
