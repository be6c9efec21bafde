using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Testing;
using Reeve.Testing.OpenStack;

namespace Reeve.Benchmarks.OpenStack;

/// <summary>Clusters of provisions, made by the agent.</summary>
internal sealed class AgentClusters(BenchmarkOptions options, CloudProxy proxy, string project)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly int[] _ports = FreePorts.Find(6);

    /// <summary>Makes so many by one request.</summary>
    public async Task<MadeClusters> MakeAsync(int count)
    {
        using var work = new WorkDirectory(options.Work);
        await File.WriteAllTextAsync(work["clouds.yaml"], Clouds());
        await File.WriteAllTextAsync(work["reeve.yaml"], Configuration(work["clouds.yaml"]));
        await using var agent = AgentProcess.StartWith(work["reeve.yaml"], options, work);
        await agent.SettleAsync(work);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[0]}")),
            Timeout = s_patience,
        };
        var names = Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"bench-{number}")).ToList();
        var provisions = names.Select(name => (JsonNode)new JsonObject { ["name"] = name, ["tenant"] = "t", ["kind"] = "kubernetes-mini-openstack" });
        return await MadeClusters.MeasureAsync(proxy, async () =>
        {
            var answer = await AskAsync(client, "/v1/provision", new JsonObject { ["provisions"] = new JsonArray([.. provisions]) });
            if (answer["status"]?.ToString() != "OK")
            {
                throw new BenchmarkException(answer.ToJsonString());
            }

            await UntilMadeAsync(client, names);
        });
    }

    /// <summary>Until the operations are done: no machine boots, so that none becomes a node of a cluster that is ready.</summary>
    private async Task UntilMadeAsync(HttpClient client, IReadOnlyList<string> names)
    {
        var start = Stopwatch.GetTimestamp();
        var made = new HashSet<string>(StringComparer.Ordinal);
        while (made.Count < names.Count)
        {
            await Task.Delay(s_pause);
            foreach (var name in names.Where(name => !made.Contains(name)))
            {
                var operation = await OperationAsync(client, name);
                switch (operation?["state"]?.ToString())
                {
                    case "Done":
                        made.Add(name);
                        break;
                    case "Running" when Stopwatch.GetElapsedTime(start) < s_patience:
                        break;
                    default:
                        throw new BenchmarkException(string.Create(CultureInfo.InvariantCulture, $"{made.Count} of {names.Count} clusters were made; {name}: {operation?.ToJsonString() ?? "there is no operation"}"));
                }
            }
        }
    }

    private async Task<JsonObject?> OperationAsync(HttpClient client, string name)
    {
        var text = await client.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[3]}/api/v1/clusters/{name}.t/operations")));
        return JsonNode.Parse(text)!["items"]?.AsArray().FirstOrDefault()?.AsObject();
    }

    private static async Task<JsonObject> AskAsync(HttpClient client, string path, JsonObject body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
    }

    private string Clouds() => $$"""
        clouds:
          bench:
            auth: {auth_url: "{{proxy.AuthUrl}}", username: {{project}}, password: "{{OpenStackCloud.Password}}", project_name: {{project}}, user_domain_id: default, project_domain_id: default}
            region_name: RegionOne
        """;

    private string Configuration(string clouds) => string.Create(CultureInfo.InvariantCulture, $$"""
        nodeName: bench
        clusters: [{name: default, type: openstack}]
        providers:
          openstack:
            cloud: {name: bench, file: {{clouds}}}
            defaults: {image: ubuntu-22.04}
        proxies: [{name: edge, provider: proxy}]
        edgeApi: {rest: "127.0.0.1:{{_ports[0]}}", grpc: "127.0.0.1:{{_ports[1]}}", https: "127.0.0.1:{{_ports[2]}}"}
        clusterApi: {rest: "127.0.0.1:{{_ports[3]}}", grpc: "127.0.0.1:{{_ports[4]}}", metrics: "127.0.0.1:{{_ports[5]}}"}
        """);
}
