using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Host.Edge.Wire;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;

namespace Reeve.Host.Edge.Provisions;

/// <summary>What a provision says of single machines: their addresses and their disks.</summary>
/// <param name="flavor">The flavor, which says how many there are.</param>
internal sealed class ProvisionMachines(ClusterFlavor flavor)
{
    private const string Masters = "masters";
    private const string Pools = "pools";

    /// <summary>Puts it into the provisioner's part.</summary>
    /// <exception cref="ClusterRefusedException">The flavor has not so many machines.</exception>
    public void Put(JsonObject own, Provision provision)
    {
        var addresses = new Queue<string>(ProvisionFields.Addresses(provision) ?? []);
        var disk = ProvisionFields.DiskGiB(provision);
        if (addresses.Count == 0 && disk is null or 0)
        {
            return;
        }

        // Lists are replaced as a whole: the pools are those of the flavor, with what is put over them.
        var said = flavor.Current.Content.Spec.Provider is { ValueKind: JsonValueKind.Object } given ? JsonNode.Parse(given.GetRawText())!.AsObject() : [];
        var masters = new JsonObject();
        PutInto(masters, said[Masters] as JsonObject ?? [], addresses, disk);
        own[Masters] = masters;
        if (said[Pools] is JsonArray pools)
        {
            foreach (var pool in pools.OfType<JsonObject>())
            {
                PutInto(pool, pool, addresses, disk);
            }

            own[Pools] = pools.DeepClone();
        }
        else if (disk > 0)
        {
            throw Refused("storage", $"the flavor {flavor.Name} does not say which workers there are");
        }

        if (addresses.Count > 0)
        {
            throw Refused("fixedip", $"there are more addresses than the flavor {flavor.Name} has machines");
        }
    }

    private static void PutInto(JsonObject target, JsonObject group, Queue<string> addresses, int? disk)
    {
        // Either all machines of a group have an address, or none: which is whose would not be known otherwise.
        var count = group["count"] is JsonValue number && number.TryGetValue<int>(out var stated) ? stated : 1;
        if (addresses.Count >= count && count > 0)
        {
            target["addresses"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => (JsonNode?)addresses.Dequeue())]);
        }

        if (disk > 0)
        {
            target["rootVolume"] = new JsonObject { ["sizeGiB"] = disk };
        }
    }

    private static ClusterRefusedException Refused(string field, string why) => new([new FieldError { Field = $"provisions.{field}", Message = why }]);
}
