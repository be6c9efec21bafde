using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Host.Edge.Wire;
using Reeve.Runtime.Clusters;

namespace Reeve.Host.Edge.Provisions;

/// <summary>What a provision says, over what its flavor says, in the form of the provisioner <c>openstack</c>.</summary>
internal static class ProvisionSpec
{
    // Kept in the cluster's own specification, and with its machines: nothing else remembers whose it is.
    private const string Metadata = "metadata";
    private const string Tenant = "edge-tenant";
    private const string Name = "edge-name";

    /// <summary>What is wanted.</summary>
    /// <param name="flavor">What the flavor wants.</param>
    /// <param name="provision">The provision.</param>
    /// <param name="machines">The flavor of machines; null for that of the flavor.</param>
    public static ClusterDesired Of(ClusterDesired flavor, Provision provision, string? machines)
    {
        var own = flavor.Provider is { ValueKind: JsonValueKind.Object } given ? JsonNode.Parse(given.GetRawText())!.AsObject() : [];
        Set(own, "flavor", machines);
        Set(own, "image", provision.Image);
        if (provision.Network.Length > 0)
        {
            Child(own, "network")["existing"] = provision.Network;
        }

        if (provision.Zone.Length > 0)
        {
            own["zones"] = new JsonArray(provision.Zone);
        }

        // The call does not wait for nodes; they come by themselves.
        own["waitFor"] = "servers";
        var marks = Child(own, Metadata);
        (marks[Tenant], marks[Name]) = (provision.Tenant, provision.Name);
        using var document = JsonDocument.Parse(own.ToJsonString());
        return flavor with { Provider = document.RootElement.Clone() };
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

    private static JsonObject Child(JsonObject own, string name)
    {
        if (own[name] is not JsonObject child)
        {
            own[name] = child = [];
        }

        return child;
    }
}
