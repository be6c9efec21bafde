using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Host.Edge.Wire;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;

namespace Reeve.Host.Edge.Provisions;

/// <summary>What a provision says, to go over what its flavor says, in the form of the provisioner <c>openstack</c>.</summary>
internal static class ProvisionSpec
{
    // Kept in the cluster's own specification, and with its machines: by it a cluster that was made otherwise is told from one of a provision.
    private const string Metadata = "metadata";
    private const string Tenant = "edge-tenant";
    private const string Name = "edge-name";

    /// <summary>What is wanted.</summary>
    /// <param name="flavor">The flavor.</param>
    /// <param name="provision">The provision.</param>
    /// <param name="machines">The flavor of machines; null for that of the flavor.</param>
    public static ClusterDesired Of(ClusterFlavor flavor, Provision provision, string? machines)
    {
        var own = new JsonObject();
        Set(own, "flavor", machines);
        Set(own, "image", provision.Image);
        if (provision.Network.Length > 0)
        {
            own["network"] = new JsonObject { ["existing"] = provision.Network };
        }

        if (provision.Zone.Length > 0)
        {
            own["zones"] = new JsonArray(provision.Zone);
        }

        new ProvisionMachines(flavor).Put(own, provision);

        // The call does not wait for nodes; they come by themselves.
        own["waitFor"] = "servers";
        var marks = new JsonObject();
        foreach (var (name, value) in ProvisionFields.Metadata(provision) ?? [])
        {
            marks[name] = value;
        }

        (marks[Tenant], marks[Name]) = (provision.Tenant, provision.Name);
        own[Metadata] = marks;
        using var document = JsonDocument.Parse(own.ToJsonString());
        return new ClusterDesired { Flavor = new FlavorReference { Name = flavor.Name, Tenant = flavor.Tenant }, Provider = document.RootElement.Clone() };
    }

    /// <summary>Whose a cluster is, by what is kept of it; null if it was not made for a provision.</summary>
    public static (string Tenant, string Name)? Read(ClusterView view) =>
        view.Desired?.Provider is { ValueKind: JsonValueKind.Object } own && own.TryGetProperty(Metadata, out var marks) && marks.ValueKind is JsonValueKind.Object
        && marks.TryGetProperty(Tenant, out var tenant) && marks.TryGetProperty(Name, out var name)
            ? (tenant.GetString() ?? "", name.GetString() ?? "")
            : null;

    private static void Set(JsonObject own, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            own[name] = value;
        }
    }
}
