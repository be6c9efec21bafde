using System.Text.Json.Nodes;
using static Reeve.Plugins.OpenStack.Tests.Fakes.FakeStore;

namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>Octavia, as much of it as clusters use: after each change it takes no other one until it was looked at. Not thread-safe.</summary>
internal sealed class FakeBalancing(FakeStore store, FakeNetworking networking)
{
    private static readonly Dictionary<string, string> s_singular = new(StringComparer.Ordinal)
    {
        ["loadbalancers"] = "loadbalancer", ["listeners"] = "listener", ["pools"] = "pool", ["healthmonitors"] = "healthmonitor", ["members"] = "member",
    };

    private bool _isPending;

    public FakeReply Handle(string method, string[] path, Dictionary<string, string> query, JsonObject? body) => (method, path) switch
    {
        ("GET", ["lbaas", "pools", _, "members"]) => List("members", query),
        ("GET", ["lbaas", "pools", _, "members", var id]) => Show("members", id),
        ("DELETE", ["lbaas", "pools", _, "members", var id]) => DeleteMember(id),
        ("POST", ["lbaas", "pools", _, "members"]) => Create("members", body!["member"]!.AsObject()),
        ("GET", ["lbaas", var collection]) => List(collection, query),
        ("GET", ["lbaas", var collection, var id]) => Show(collection, id),
        ("POST", ["lbaas", var collection]) => Create(collection, body![s_singular[collection]]!.AsObject()),
        ("PUT", ["lbaas", var collection, var id]) => Change(collection, id, body![s_singular[collection]]!.AsObject()),
        ("DELETE", ["lbaas", "loadbalancers", var id]) => Delete(id),
        _ => FakeReply.NotFound,
    };

    private FakeReply List(string collection, Dictionary<string, string> query)
    {
        _isPending &= collection != "members"; // who looks at those waits for the last change
        return new(200, new JsonObject
        {
            [collection] = new JsonArray([.. store[collection].Where(item => query.Where(filter => filter.Key is "name" or "description").All(filter => Text(item, filter.Key) == filter.Value)).Select(item => item.DeepClone())]),
        });
    }

    private FakeReply Change(string collection, string id, JsonObject change)
    {
        if (store.Find(collection, id) is not { } item)
        {
            return FakeReply.NotFound;
        }

        if (_isPending)
        {
            return Immutable();
        }

        foreach (var (name, value) in change)
        {
            item[name] = value?.DeepClone();
        }

        (item["provisioning_status"], _isPending) = ("PENDING_UPDATE", true);
        return new FakeReply(200, new JsonObject { [s_singular[collection]] = item.DeepClone() });
    }

    private static FakeReply Immutable() => new(409, new JsonObject { ["faultcode"] = "Client", ["faultstring"] = "Load Balancer is immutable and cannot be updated." });

    private FakeReply DeleteMember(string id)
    {
        if (_isPending)
        {
            return Immutable();
        }

        _isPending = store["members"].RemoveAll(member => Text(member, "id") == id) > 0;
        return _isPending ? FakeReply.NoContent : FakeReply.NotFound;
    }

    private FakeReply Show(string collection, string id)
    {
        if (store.Find(collection, id) is not { } item)
        {
            return FakeReply.NotFound;
        }

        var shown = new FakeReply(200, new JsonObject { [s_singular[collection]] = item.DeepClone() });
        item["provisioning_status"] = "ACTIVE"; // at the next look
        _isPending = false;
        return shown;
    }

    private FakeReply Create(string collection, JsonObject wanted)
    {
        if (_isPending)
        {
            return Immutable();
        }

        var item = wanted.DeepClone().AsObject();
        item["id"] = store.NewId();
        item["provisioning_status"] = "PENDING_CREATE";
        if (collection == "loadbalancers")
        {
            var port = networking.Handle("POST", ["ports"], [], new JsonObject
            {
                ["port"] = new JsonObject { ["network_id"] = Text(store.Find("subnets", Text(item, "vip_subnet_id"))!, "network_id"), ["name"] = "octavia-lb", ["description"] = "", ["device_owner"] = "Octavia" },
            }).Body!["port"]!.AsObject();
            (item["vip_port_id"], item["vip_address"]) = (Text(port, "id"), Text(port["fixed_ips"]![0]!.AsObject(), "ip_address"));
        }

        store[collection].Add(item);
        _isPending = true;
        return new FakeReply(201, new JsonObject { [s_singular[collection]] = item.DeepClone() });
    }

    private FakeReply Delete(string id)
    {
        if (store.Find("loadbalancers", id) is not { } balancer)
        {
            return FakeReply.NotFound;
        }

        networking.Handle("DELETE", ["ports", Text(balancer, "vip_port_id")], [], null);
        foreach (var collection in s_singular.Keys)
        {
            store[collection].Clear(); // there is one load balancer in these tests
        }

        _isPending = false;
        return FakeReply.NoContent;
    }
}
