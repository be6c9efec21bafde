using System.Text.Json;
using Reeve.AspNetCore.Clusters.Mapping;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Flavors.Wire;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;

namespace Reeve.AspNetCore.Flavors;

/// <summary>Flavors as documents of the API.</summary>
internal static class FlavorDocuments
{
    /// <summary>A flavor in a revision.</summary>
    /// <param name="flavor">The flavor.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="users">The clusters that a caller may see.</param>
    public static FlavorDocument Of(ClusterFlavor flavor, FlavorRevision revision, IEnumerable<ClusterView> users)
    {
        var names = users.Where(view => view.Desired?.Flavor is { } made && made.Name == flavor.Name && made.Tenant == flavor.Tenant).Select(static view => view.Key).ToList();
        return Of(flavor, revision) with { UsedBy = names.Count > 0 ? names : null };
    }

    /// <summary>A flavor with all its revisions, the newest first.</summary>
    public static FlavorDocument Whole(ClusterFlavor flavor, FlavorRevision shown, IEnumerable<ClusterView> users) =>
        Of(flavor, shown, users) with { Revisions = [.. flavor.Revisions.Reverse().Select(revision => Of(flavor, revision) with { Name = null, Tenant = null })] };

    /// <summary>What a document says.</summary>
    /// <exception cref="Clusters.Serving.ApiException">It says nothing of the clusters, or contradicts itself.</exception>
    public static FlavorContent Read(FlavorDocument document)
    {
        var spec = document.Spec ?? throw ApiCall.Invalid("spec", "is missing");
        return new FlavorContent
        {
            Type = (document.Type ?? spec.ClusterType ?? "").Trim(),
            Description = document.Description?.Trim() ?? "",
            Spec = SpecReader.Read(spec, SpecForm.Merge(null, spec)),
        };
    }

    private static FlavorDocument Of(ClusterFlavor flavor, FlavorRevision revision) => new()
    {
        Name = flavor.Name,
        Tenant = Stated(flavor.Tenant),
        Revision = revision.Number,
        Type = revision.Content.Type,
        Description = Stated(revision.Content.Description),
        Spec = SpecOf(revision.Content.Spec),
        CreatedAt = WireTimes.Text(revision.CreatedAt),
        CreatedBy = Stated(revision.CreatedBy),
        Plugin = Stated(revision.Plugin),
    };

    private static SpecDocument SpecOf(ClusterDesired spec) =>
        spec.Form is { ValueKind: JsonValueKind.Object } form && form.Deserialize(ApiJson.Default.SpecDocument) is { } kept ? kept : SpecForm.Made("", spec) with { DisableWorkloads = spec.WorkloadsDisabled };

    private static string? Stated(string text) => text.Length > 0 ? text : null;
}
