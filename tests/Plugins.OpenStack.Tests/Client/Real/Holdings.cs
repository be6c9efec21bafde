using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Testing.OpenStack;

namespace Reeve.Plugins.OpenStack.Tests.Client.Real;

/// <summary>All that the services hold for a project, and what of its quotas is used, as they tell it themselves: asked without the client under test.</summary>
internal static class Holdings
{
    private static readonly string[] s_network = ["networks", "subnets", "routers", "ports", "floatingips", "security-groups", "security-group-rules"];

    /// <summary>One line for each thing.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="project">The project, and its user.</param>
    public static async Task<string> DescribeAsync(OpenStackCloud cloud, string project)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var (token, projectId, userId) = await SignInAsync(client, cloud, project);
        client.DefaultRequestHeaders.Add("X-Auth-Token", token);
        client.DefaultRequestHeaders.Add("OpenStack-API-Version", "compute 2.79");
        var lines = new List<string>();
        foreach (var (service, path) in Paths(projectId, userId))
        {
            var body = JsonNode.Parse(await client.GetStringAsync(Of(cloud, service, path)))!.AsObject();
            lines.AddRange(body.Where(field => field.Key is not ("links" or "first" or "schema")).SelectMany(field => Lines(path, field.Value!)));
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(int Service, string Path)> Paths(string project, string user) =>
    [
        (0, $"/v3/users/{user}/application_credentials"), (1, "/v2/images"),
        (3, "/v2.1/servers/detail"), (3, "/v2.1/os-server-groups"), (3, "/v2.1/os-keypairs"), (3, $"/v2.1/os-quota-sets/{project}/detail"),
        .. s_network.Select(kind => (4, $"/v2.0/{kind}")), (4, $"/v2.0/quotas/{project}/details.json"),
    ];

    private static IEnumerable<string> Lines(string path, JsonNode value) => value is JsonArray list
        ? list.Select(item => $"{path}: {item!.ToJsonString()}")
        : [$"{path}: {value.ToJsonString()}"];

    private static async Task<(string Token, string Project, string User)> SignInAsync(HttpClient client, OpenStackCloud cloud, string project)
    {
        var request = new JsonObject
        {
            ["auth"] = new JsonObject
            {
                ["identity"] = new JsonObject
                {
                    ["methods"] = new JsonArray("password"),
                    ["password"] = new JsonObject { ["user"] = new JsonObject { ["name"] = project, ["domain"] = new JsonObject { ["id"] = "default" }, ["password"] = OpenStackCloud.Password } },
                },
                ["scope"] = new JsonObject { ["project"] = new JsonObject { ["name"] = project, ["domain"] = new JsonObject { ["id"] = "default" } } },
            },
        };
        // uwsgi takes no body whose length is not said.
        using var content = new StringContent(request.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(Of(cloud, 0, "/v3/auth/tokens"), content);
        response.EnsureSuccessStatusCode();
        var token = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["token"]!;
        return (response.Headers.GetValues("X-Subject-Token").Single(), token["project"]!["id"]!.ToString(), token["user"]!["id"]!.ToString());
    }

    private static Uri Of(OpenStackCloud cloud, int service, string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{cloud.Port + service}{path}"));
}
