using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Testing.OpenStack;

namespace Reeve.Benchmarks.OpenStack;

/// <summary>
/// What somebody writes who needs the same clusters once: each call after the other, nothing looked at before, nothing found again after a failure. Image,
/// flavor and external network are looked up for each cluster, as scripts that are told names do.
/// </summary>
internal sealed class BareScript(CloudProxy proxy, string project)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly string s_userData = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('#', 6000))); // as long as the agent's

    private readonly Dictionary<string, string> _services = new(StringComparer.Ordinal);

    /// <summary>Makes so many.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    public async Task<MadeClusters> MakeAsync(int first, int count)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        client.DefaultRequestHeaders.Add("OpenStack-API-Version", "compute 2.90");
        return await MadeClusters.MeasureAsync(proxy, async () =>
        {
            for (var number = first; number < first + count; number++)
            {
                await MakeOneAsync(client, string.Create(CultureInfo.InvariantCulture, $"bench-{number}"));
            }
        });
    }

    private async Task MakeOneAsync(HttpClient client, string name)
    {
        await SignInAsync(client);
        var image = (await GetAsync(client, "image", "/v2/images?name=ubuntu-22.04"))["images"]![0]!["id"]!.ToString();
        var flavor = (await GetAsync(client, "compute", "/flavors/detail"))["flavors"]!.AsArray().Single(one => one!["name"]!.ToString() == "m4.small")!["id"]!.ToString();
        var external = (await GetAsync(client, "network", "/v2.0/networks?router%3Aexternal=true"))["networks"]![0]!["id"]!.ToString();
        var network = await MakeAsync(client, "networks", "network", name, []);
        var subnet = await MakeAsync(client, "subnets", "subnet", name, new JsonObject { ["network_id"] = network, ["ip_version"] = 4, ["cidr"] = "10.101.101.0/24" });
        var router = await MakeAsync(client, "routers", "router", name, new JsonObject { ["external_gateway_info"] = new JsonObject { ["network_id"] = external } });
        await SendAsync(client, HttpMethod.Put, "network", $"/v2.0/routers/{router}/add_router_interface", new JsonObject { ["subnet_id"] = subnet });
        var masters = await MakeAsync(client, "security-groups", "security_group", name, []);
        var workers = await MakeAsync(client, "security-groups", "security_group", name, []);
        await OpenAsync(client, masters, workers, [2379, 6443, 10250, 30000, 8472]);
        await OpenAsync(client, workers, masters, [10250, 30000, 8472]);
        var group = (await SendAsync(client, HttpMethod.Post, "compute", "/os-server-groups", new JsonObject
        {
            ["server_group"] = new JsonObject { ["name"] = name, ["policy"] = "soft-anti-affinity" },
        }))["server_group"]!["id"]!.ToString();
        var ports = new List<string>();
        foreach (var security in (string[])[masters, workers, workers])
        {
            ports.Add(await MakeAsync(client, "ports", "port", name, new JsonObject { ["network_id"] = network, ["security_groups"] = new JsonArray(security) }));
        }

        await MakeAsync(client, "floatingips", "floatingip", null, new JsonObject { ["floating_network_id"] = external, ["port_id"] = ports[0] });
        foreach (var port in ports)
        {
            await SendAsync(client, HttpMethod.Post, "compute", "/servers", Server(name, image, flavor, port, group));
        }

        await UntilActiveAsync(client, name);
    }

    private async Task UntilActiveAsync(HttpClient client, string name)
    {
        while (true)
        {
            var servers = (await GetAsync(client, "compute", $"/servers/detail?name=%5E{name}%24"))["servers"]!.AsArray();
            if (servers.Any(server => server!["status"]!.ToString() == "ERROR"))
            {
                throw new BenchmarkException(servers.ToJsonString());
            }

            if (servers.All(server => server!["status"]!.ToString() == "ACTIVE"))
            {
                return;
            }

            await Task.Delay(s_pause);
        }
    }

    private static JsonObject Server(string name, string image, string flavor, string port, string group) => new()
    {
        ["server"] = new JsonObject
        {
            ["name"] = name, ["imageRef"] = image, ["flavorRef"] = flavor, ["networks"] = new JsonArray(new JsonObject { ["port"] = port }),
            ["user_data"] = s_userData, ["config_drive"] = true, ["tags"] = new JsonArray($"cluster={name}"),
        },
        ["os:scheduler_hints"] = new JsonObject { ["group"] = group },
    };

    private Task OpenAsync(HttpClient client, string group, string other, int[] ports) => SendAsync(client, HttpMethod.Post, "network", "/v2.0/security-group-rules", new JsonObject
    {
        ["security_group_rules"] = new JsonArray([.. ((string[])[group, other]).SelectMany(from => ports.Select(port => new JsonObject
        {
            ["security_group_id"] = group, ["direction"] = "ingress", ["ethertype"] = "IPv4", ["protocol"] = "tcp", ["port_range_min"] = port, ["port_range_max"] = port, ["remote_group_id"] = from,
        }))]),
    });

    /// <summary>Makes something of Neutron's, and tags it.</summary>
    private async Task<string> MakeAsync(HttpClient client, string collection, string singular, string? name, JsonObject body)
    {
        if (name is not null)
        {
            body["name"] = name;
        }

        var made = await SendAsync(client, HttpMethod.Post, "network", $"/v2.0/{collection}", new JsonObject { [singular] = body });
        var id = made[singular]!["id"]!.ToString();
        await SendAsync(client, HttpMethod.Put, "network", $"/v2.0/{collection}/{id}/tags", new JsonObject { ["tags"] = new JsonArray($"cluster={name}", "made-by=script") });
        return id;
    }

    private async Task SignInAsync(HttpClient client)
    {
        var domain = new JsonObject { ["id"] = "default" };
        var request = new JsonObject
        {
            ["auth"] = new JsonObject
            {
                ["identity"] = new JsonObject
                {
                    ["methods"] = new JsonArray("password"),
                    ["password"] = new JsonObject { ["user"] = new JsonObject { ["name"] = project, ["domain"] = domain, ["password"] = OpenStackCloud.Password } },
                },
                ["scope"] = new JsonObject { ["project"] = new JsonObject { ["name"] = project, ["domain"] = domain.DeepClone() } },
            },
        };
        client.DefaultRequestHeaders.Remove("X-Auth-Token");
        using var response = await client.PostAsync(new Uri($"{proxy.AuthUrl}/auth/tokens"), Content(request));
        response.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Add("X-Auth-Token", response.Headers.GetValues("X-Subject-Token").Single());
        foreach (var service in JsonNode.Parse(await response.Content.ReadAsStringAsync())!["token"]!["catalog"]!.AsArray())
        {
            _services[service!["type"]!.ToString()] = service["endpoints"]!.AsArray().First(one => one!["interface"]!.ToString() == "public")!["url"]!.ToString().TrimEnd('/');
        }
    }

    private Task<JsonObject> GetAsync(HttpClient client, string service, string path) => SendAsync(client, HttpMethod.Get, service, path, null);

    private async Task<JsonObject> SendAsync(HttpClient client, HttpMethod method, string service, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(_services[service] + path));
        request.Content = body is null ? null : Content(body);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)!.AsObject() : throw new BenchmarkException($"{method} {path}: {(int)response.StatusCode} {text}");
    }

    // uwsgi takes no body whose length is not said.
    private static StringContent Content(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");
}
