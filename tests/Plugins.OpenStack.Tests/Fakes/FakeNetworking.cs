using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using static Reeve.Plugins.OpenStack.Tests.Fakes.FakeStore;

namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>Neutron, as much of it as clusters use: who uses what, and what cannot be deleted because of it. Not thread-safe.</summary>
internal sealed class FakeNetworking(FakeStore store)
{
    private static readonly Dictionary<string, string> s_singular = new(StringComparer.Ordinal)
    {
        ["networks"] = "network", ["subnets"] = "subnet", ["routers"] = "router", ["ports"] = "port", ["floatingips"] = "floatingip",
        ["security-groups"] = "security_group", ["security-group-rules"] = "security_group_rule",
    };

    /// <summary>Quotas by the service's names.</summary>
    public Dictionary<string, int> Quotas { get; } = new(StringComparer.Ordinal)
    {
        ["network"] = 100, ["subnet"] = 100, ["router"] = 100, ["port"] = 500, ["floatingip"] = 50, ["security_group"] = 100, ["security_group_rule"] = 1000,
    };

    public FakeReply Handle(string method, string[] path, Dictionary<string, string> query, JsonObject? body) => (method, path) switch
    {
        ("GET", ["quotas", _, "details"]) => new FakeReply(200, new JsonObject { ["quota"] = new JsonObject(Quotas.Select(Quota)) }),
        ("GET", [var collection]) => new FakeReply(200, new JsonObject { [Plural(collection)] = new JsonArray([.. store[collection].Where(item => Matches(item, query)).Select(Show)]) }),
        ("GET", [var collection, var id]) => store.Find(collection, id) is { } item ? new FakeReply(200, new JsonObject { [s_singular[collection]] = Show(item) }) : FakeReply.NotFound,
        ("POST", [var collection]) => body![Plural(collection)] is JsonArray many ? CreateMany(collection, many) : Create(collection, body[s_singular[collection]]!.AsObject()),
        ("PUT", [var collection, var id, "tags"]) => Change(collection, id, item => item["tags"] = body!["tags"]!.DeepClone(), new JsonObject { ["tags"] = body!["tags"]!.DeepClone() }),
        ("PUT", ["routers", var id, "add_router_interface"]) => AddInterface(id, Text(body!, "subnet_id")),
        ("PUT", ["routers", var id, "remove_router_interface"]) => RemoveInterface(id, body!),
        ("PUT", [var collection, var id]) => Change(collection, id, item => Merge(item, body![s_singular[collection]]!.AsObject()), null),
        ("DELETE", [var collection, var id]) => Delete(collection, id),
        _ => FakeReply.NotFound,
    };

    private static string Plural(string collection) => collection.Replace('-', '_');

    private KeyValuePair<string, JsonNode?> Quota(KeyValuePair<string, int> quota)
    {
        var collection = s_singular.First(pair => pair.Value == quota.Key).Key;
        return new(quota.Key, new JsonObject { ["limit"] = quota.Value, ["used"] = store[collection].Count, ["reserved"] = 0 });
    }

    private JsonNode Show(JsonObject item)
    {
        var shown = item.DeepClone().AsObject();
        if (store["security-groups"].Contains(item))
        {
            shown["security_group_rules"] = new JsonArray([.. store["security-group-rules"].Where(rule => Text(rule, "security_group_id") == Text(item, "id")).Select(rule => rule.DeepClone())]);
        }

        return shown;
    }

    // What is there several times in a query comes with commas between.
    private static bool Matches(JsonObject item, Dictionary<string, string> query) => query.All(filter => filter.Key switch
    {
        "tags" => filter.Value.Split(',').All(tag => HasTag(item, tag)),
        "tags-any" => filter.Value.Split(',').Any(tag => HasTag(item, tag)),
        "limit" or "marker" => true,
        _ => filter.Value.Split(',').Contains(Text(item, filter.Key), StringComparer.OrdinalIgnoreCase),
    });

    private static bool HasTag(JsonObject item, string tag) => item["tags"] is JsonArray tags && tags.Any(other => other!.ToString() == tag);

    private FakeReply CreateMany(string collection, JsonArray many)
    {
        if (many.FirstOrDefault(one => Exists(one!.AsObject())) is not null)
        {
            return FakeReply.Neutron(409, "SecurityGroupRuleExists", "Security group rule already exists.");
        }

        var made = many.Select(one => Create(collection, one!.AsObject())).ToList();
        return new FakeReply(201, new JsonObject { [Plural(collection)] = new JsonArray([.. made.Select(reply => reply.Body![s_singular[collection]]!.DeepClone())]) });
    }

    private bool Exists(JsonObject rule) => store["security-group-rules"].Any(other =>
        ((string[])["security_group_id", "direction", "protocol", "port_range_min", "port_range_max", "remote_ip_prefix", "remote_group_id"]).All(field => Text(other, field) == Text(rule, field)));

    private FakeReply Create(string collection, JsonObject wanted)
    {
        var item = wanted.DeepClone().AsObject();
        item["id"] = store.NewId();
        item["tags"] = new JsonArray();
        item["status"] = "ACTIVE";
        var quota = s_singular[collection];
        if (store[collection].Count >= Quotas[quota])
        {
            return FakeReply.Neutron(409, "OverQuota", $"Quota exceeded for resources: ['{quota}'].");
        }

        var refused = collection switch
        {
            "subnets" when store.Find("networks", Text(item, "network_id")) is null => FakeReply.Neutron(404, "NetworkNotFound", "Network could not be found."),
            "ports" => Port(item),
            "floatingips" => FloatingIp(item),
            "security-group-rules" when Exists(item) => FakeReply.Neutron(409, "SecurityGroupRuleExists", "Security group rule already exists."),
            "security-group-rules" when store.Find("security-groups", Text(item, "security_group_id")) is null => FakeReply.Neutron(404, "SecurityGroupNotFound", "It could not be found."),
            _ => null,
        };
        if (refused is not null)
        {
            return refused;
        }

        store[collection].Add(item);
        return new FakeReply(201, new JsonObject { [s_singular[collection]] = Show(item) });
    }

    private FakeReply? Port(JsonObject port)
    {
        if (store.Find("networks", Text(port, "network_id")) is null)
        {
            return FakeReply.Neutron(404, "NetworkNotFound", "Network could not be found.");
        }

        var subnet = store["subnets"].FirstOrDefault(subnet => Text(subnet, "network_id") == Text(port, "network_id"));
        if (subnet is null)
        {
            return FakeReply.Neutron(400, "InvalidInput", "The network has no subnet.");
        }

        var wanted = port["fixed_ips"] is JsonArray { Count: > 0 } fixedIps ? Text(fixedIps[0]!.AsObject(), "ip_address") : "";
        var address = wanted.Length > 0 ? wanted : Address(Text(subnet, "cidr"));
        if (store["ports"].Any(other => Text(other, "network_id") == Text(port, "network_id") && Text(other["fixed_ips"]![0]!.AsObject(), "ip_address") == address))
        {
            return FakeReply.Neutron(409, "IpAddressAlreadyAllocated", $"IP address {address} already allocated.");
        }

        port["fixed_ips"] = new JsonArray(new JsonObject { ["subnet_id"] = Text(subnet, "id"), ["ip_address"] = address });
        port["device_id"] ??= "";
        port["device_owner"] ??= "";
        port["status"] = "DOWN";
        return null;
    }

    private string Address(string cidr)
    {
        var bytes = IPNetwork.Parse(cidr).BaseAddress.GetAddressBytes();
        var number = store.Next() % 60000;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes[0]}.{bytes[1]}.{bytes[2] + (number / 250)}.{(number % 250) + 2}");
    }

    private FakeReply? FloatingIp(JsonObject floating)
    {
        floating["floating_ip_address"] = string.Create(CultureInfo.InvariantCulture, $"203.0.{113 + (store.Next() / 250 % 100)}.{(store.Next() % 250) + 2}");
        if (Text(floating, "port_id") is not { Length: > 0 } portId)
        {
            return null;
        }

        if (store.Find("ports", portId) is not { } port)
        {
            return FakeReply.Neutron(404, "PortNotFound", "Port could not be found.");
        }

        if (store["floatingips"].Any(other => Text(other, "port_id") == portId))
        {
            return FakeReply.Neutron(409, "FloatingIPPortAlreadyAssociated", "The port has a floating IP already.");
        }

        var router = store["ports"].FirstOrDefault(other => Text(other, "network_id") == Text(port, "network_id") && IsInterface(other));
        floating["router_id"] = router is null ? null : Text(router, "device_id");
        return router is null ? FakeReply.Neutron(404, "ExternalGatewayForFloatingIPNotFound", "External network is not reachable from subnet.") : null;
    }

    private static bool IsInterface(JsonObject port) => Text(port, "device_owner") == "network:router_interface";

    private FakeReply AddInterface(string router, string subnetId)
    {
        if (store.Find("routers", router) is null || store.Find("subnets", subnetId) is not { } subnet)
        {
            return FakeReply.NotFound;
        }

        if (store["ports"].Any(port => IsInterface(port) && Text(port["fixed_ips"]![0]!.AsObject(), "subnet_id") == subnetId))
        {
            return FakeReply.Neutron(400, "BadRequest", "Bad router request: Router already has a port on subnet.");
        }

        var made = new JsonObject { ["network_id"] = Text(subnet, "network_id"), ["device_id"] = router, ["device_owner"] = "network:router_interface", ["name"] = "", ["description"] = "" };
        Create("ports", made);
        var port = store["ports"][^1];
        return new FakeReply(200, new JsonObject { ["id"] = router, ["subnet_id"] = subnetId, ["port_id"] = Text(port, "id") });
    }

    private FakeReply RemoveInterface(string router, JsonObject target)
    {
        var port = store["ports"].FirstOrDefault(port => IsInterface(port) && Text(port, "device_id") == router
            && (Text(port, "id") == Text(target, "port_id") || Text(port["fixed_ips"]![0]!.AsObject(), "subnet_id") == Text(target, "subnet_id")));
        if (port is null)
        {
            return FakeReply.Neutron(404, "RouterInterfaceNotFound", "Router does not have an interface with id.");
        }

        if (store["floatingips"].Any(floating => Text(floating, "router_id") == router && Text(floating, "port_id").Length > 0))
        {
            return FakeReply.Neutron(409, "RouterInterfaceInUseByFloatingIP", "Router interface is required by one or more floating IPs.");
        }

        store["ports"].Remove(port);
        return new FakeReply(200, new JsonObject { ["id"] = router });
    }

    private FakeReply Change(string collection, string id, Action<JsonObject> change, JsonObject? reply)
    {
        if (store.Find(collection, id) is not { } item)
        {
            return FakeReply.NotFound;
        }

        change(item);
        return new FakeReply(200, reply ?? new JsonObject { [s_singular[collection]] = Show(item) });
    }

    private static void Merge(JsonObject item, JsonObject change)
    {
        foreach (var (name, value) in change)
        {
            item[name] = value?.DeepClone();
        }
    }

    private FakeReply Delete(string collection, string id)
    {
        if (store.Find(collection, id) is not { } item)
        {
            return FakeReply.NotFound;
        }

        var inUse = collection switch
        {
            "networks" or "subnets" => store["ports"].Any(port => Text(port, "network_id") == (collection == "networks" ? id : Text(item, "network_id"))),
            "routers" => store["ports"].Any(port => IsInterface(port) && Text(port, "device_id") == id),
            "security-groups" => store["ports"].Any(port => port["security_groups"] is JsonArray groups && groups.Any(group => group!.ToString() == id)),
            "ports" => IsInterface(item),
            _ => false,
        };
        if (inUse)
        {
            return FakeReply.Neutron(409, $"{s_singular[collection]}InUse", $"Unable to complete operation on {id}: it is in use.");
        }

        store[collection].Remove(item);
        Follow(collection, id);
        return FakeReply.NoContent;
    }

    private void Follow(string collection, string id)
    {
        switch (collection)
        {
            case "networks":
                store["subnets"].RemoveAll(subnet => Text(subnet, "network_id") == id);
                break;
            case "security-groups":
                store["security-group-rules"].RemoveAll(rule => Text(rule, "security_group_id") == id);
                break;
            case "ports":
                foreach (var floating in store["floatingips"].Where(floating => Text(floating, "port_id") == id))
                {
                    (floating["port_id"], floating["router_id"], floating["status"]) = (null, null, "DOWN");
                }

                break;
        }
    }
}
