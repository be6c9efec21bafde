using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Reeve.Plugins.OpenStack.Tests.Fakes.FakeStore;

namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>Nova, as much of it as clusters use. Servers take a few looks to become active, and to be gone. Not thread-safe.</summary>
internal sealed class FakeComputing(FakeStore store)
{
    private const int LooksToBuild = 3;
    private const int LooksToGo = 2;
    private const int Cores = 2;

    /// <summary>How many servers there may be.</summary>
    public int Instances { get; set; } = 1000;

    /// <summary>Whether the next server goes wrong.</summary>
    public bool FailsNext { get; set; }

    public static JsonArray Flavors { get; } =
    [
        .. ((string[])["m4.small", "m4.medium", "m4.large", "m4.xlarge"]).Select((name, index) => new JsonObject
        {
            ["id"] = $"{index + 1}", ["name"] = name, ["vcpus"] = Cores, ["ram"] = 4096, ["disk"] = 20, ["OS-FLV-EXT-DATA:ephemeral"] = 0, ["os-flavor-access:is_public"] = true,
        }),
    ];

    public FakeReply Handle(string method, string[] path, Dictionary<string, string> query, JsonObject? body) => (method, path) switch
    {
        ("GET", []) => new FakeReply(200, new JsonObject { ["version"] = new JsonObject { ["id"] = "v2.1", ["version"] = "2.93", ["min_version"] = "2.1" } }),
        ("GET", ["flavors", "detail"]) => new FakeReply(200, new JsonObject { ["flavors"] = Flavors.DeepClone() }),
        ("GET", ["os-availability-zone"]) => new FakeReply(200, new JsonObject
        {
            ["availabilityZoneInfo"] = new JsonArray([.. ((string[])["nova", "east"]).Select(zone => new JsonObject { ["zoneName"] = zone, ["zoneState"] = new JsonObject { ["available"] = true } })]),
        }),
        ("GET", ["os-quota-sets", _, "detail"]) => new FakeReply(200, new JsonObject
        {
            ["quota_set"] = new JsonObject
            {
                ["instances"] = Quota(Instances, store["servers"].Count), ["cores"] = Quota(Instances * Cores, store["servers"].Count * Cores), ["ram"] = Quota(-1, 0), ["server_groups"] = Quota(50, store["server_groups"].Count),
            },
        }),
        ("GET", ["os-keypairs"]) => new FakeReply(200, new JsonObject { ["keypairs"] = new JsonArray([.. store["keypairs"].Select(pair => new JsonObject { ["keypair"] = pair.DeepClone() })]) }),
        ("GET", ["os-keypairs", var name]) => Named(name) is { } pair ? new FakeReply(200, new JsonObject { ["keypair"] = pair.DeepClone() }) : FakeReply.NotFound,
        ("POST", ["os-keypairs"]) => CreateKeypair(body!["keypair"]!.AsObject()),
        ("DELETE", ["os-keypairs", var name]) => store["keypairs"].RemoveAll(pair => Text(pair, "name") == name) > 0 ? FakeReply.NoContent : FakeReply.NotFound,
        ("GET", ["os-server-groups"]) => new FakeReply(200, new JsonObject { ["server_groups"] = new JsonArray([.. store["server_groups"].Select(group => group.DeepClone())]) }),
        ("POST", ["os-server-groups"]) => Add("server_groups", "server_group", body!["server_group"]!.AsObject(), 200),
        ("DELETE", ["os-server-groups", var id]) => store["server_groups"].RemoveAll(group => Text(group, "id") == id) > 0 ? FakeReply.NoContent : FakeReply.NotFound,
        ("GET", ["servers", "detail"]) => new FakeReply(200, new JsonObject { ["servers"] = new JsonArray([.. Look(store["servers"]).Where(server => Matches(server, query)).Select(server => server.DeepClone())]) }),
        ("GET", ["servers", var id]) => Look(store["servers"].Where(server => Text(server, "id") == id)).FirstOrDefault() is { } server
            ? new FakeReply(200, new JsonObject { ["server"] = server.DeepClone() }) : FakeReply.NotFound,
        ("POST", ["servers"]) => CreateServer(body!["server"]!.AsObject()),
        ("PUT", ["servers", var id, "tags"]) => SetTags(id, body!),
        ("DELETE", ["servers", var id]) => DeleteServer(id),
        ("DELETE", ["servers", var id, "metadata", var key]) => store.Find("servers", id) is { } server && server["metadata"]!.AsObject().Remove(key) ? FakeReply.NoContent : FakeReply.NotFound,
        _ => FakeReply.NotFound,
    };

    private static JsonObject Quota(int limit, int used) => new() { ["limit"] = limit, ["in_use"] = used, ["reserved"] = 0 };

    private JsonObject? Named(string name) => store["keypairs"].FirstOrDefault(pair => Text(pair, "name") == name);

    private FakeReply CreateKeypair(JsonObject wanted) => Named(Text(wanted, "name")) is not null
        ? FakeReply.Nova(409, "conflictingRequest", "Key pair already exists.")
        : Add("keypairs", "keypair", wanted, 201);

    private FakeReply Add(string collection, string singular, JsonObject wanted, int status)
    {
        var item = wanted.DeepClone().AsObject();
        item["id"] = store.NewId();
        store[collection].Add(item);
        return new FakeReply(status, new JsonObject { [singular] = item.DeepClone() });
    }

    private FakeReply CreateServer(JsonObject wanted)
    {
        var portId = Text(wanted["networks"]![0]!.AsObject(), "port");
        if (store.Find("ports", portId) is not { } port)
        {
            return FakeReply.Nova(400, "badRequest", $"Port {portId} could not be found.");
        }

        if (Text(port, "device_id").Length > 0)
        {
            return FakeReply.Nova(409, "conflictingRequest", $"Port {portId} is still in use.");
        }

        if (store["servers"].Count >= Instances)
        {
            return FakeReply.Nova(403, "forbidden", $"Quota exceeded for instances: Requested 1, but already used {store["servers"].Count} of {Instances} instances");
        }

        var server = wanted.DeepClone().AsObject();
        server["id"] = store.NewId();
        server["status"] = "BUILD";
        server["looks"] = FailsNext ? -1 : 0;
        server["addresses"] = new JsonObject { ["net"] = new JsonArray(new JsonObject { ["addr"] = Text(port["fixed_ips"]![0]!.AsObject(), "ip_address"), ["version"] = 4, ["OS-EXT-IPS:type"] = "fixed" }) };
        FailsNext = false;
        port["device_id"] = Text(server, "id");
        port["device_owner"] = "compute:nova";
        port["status"] = "ACTIVE";
        store["servers"].Add(server);
        return new FakeReply(202, new JsonObject { ["server"] = new JsonObject { ["id"] = Text(server, "id") } });
    }

    private FakeReply SetTags(string id, JsonObject body)
    {
        if (store.Find("servers", id) is not { } server)
        {
            return FakeReply.NotFound;
        }

        server["tags"] = body["tags"]!.DeepClone();
        return new FakeReply(200, body.DeepClone());
    }

    private FakeReply DeleteServer(string id)
    {
        if (store.Find("servers", id) is not { } server)
        {
            return FakeReply.NotFound;
        }

        if (Text(server, "OS-EXT-STS:task_state") != "deleting")
        {
            server["OS-EXT-STS:task_state"] = "deleting";
            server["looks"] = 0;
        }

        return FakeReply.NoContent;
    }

    private IEnumerable<JsonObject> Look(IEnumerable<JsonObject> servers)
    {
        foreach (var server in servers.ToList())
        {
            var looks = server["looks"]!.GetValue<int>();
            if (Text(server, "OS-EXT-STS:task_state") == "deleting" && looks >= LooksToGo)
            {
                Free(server);
                continue;
            }

            if (looks < 0)
            {
                server["status"] = "ERROR";
                server["fault"] = new JsonObject { ["code"] = 500, ["message"] = "No valid host was found. There are not enough hosts available." };
            }
            else if (Text(server, "status") == "BUILD" && looks >= LooksToBuild)
            {
                server["status"] = "ACTIVE";
            }

            server["looks"] = looks < 0 && Text(server, "OS-EXT-STS:task_state") != "deleting" ? looks : looks + 1;
            yield return server;
        }
    }

    private void Free(JsonObject server)
    {
        store["servers"].Remove(server);
        foreach (var port in store["ports"].Where(port => Text(port, "device_id") == Text(server, "id")))
        {
            (port["device_id"], port["device_owner"], port["status"]) = ("", "", "DOWN");
        }
    }

    private static bool Matches(JsonObject server, Dictionary<string, string> query) =>
        (!query.TryGetValue("name", out var name) || Regex.IsMatch(Text(server, "name"), name))
        && (!query.TryGetValue("tags", out var tags) || tags.Split(',').All(tag => server["tags"] is JsonArray own && own.Any(other => other!.ToString() == tag)));
}
