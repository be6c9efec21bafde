using System.Net;
using System.Text.Json.Nodes;

namespace Reeve.Runtime.Tests.Proxies.Dns;

/// <summary>Cloudflare's API as its reference describes it, as far as records go; the real one cannot be reached by tests.</summary>
internal sealed class FakeCloudflare : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private int _made;

    /// <summary>Records, in their order.</summary>
    public List<JsonObject> Records { get; } = [];

    /// <summary>Method and path of each change.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>Fewest records of each name while it was changed.</summary>
    public int FewestOfAnyName { get; private set; } = int.MaxValue;

    /// <summary>Answered instead of anything else.</summary>
    public HttpResponseMessage? Answer { get; set; }

    /// <summary>Adds a record that somebody else has made.</summary>
    public void Add(string type, string name, string content, string? comment = null) => Records.Add(new JsonObject
    {
        ["id"] = $"r{++_made}", ["type"] = type, ["name"] = name, ["content"] = content, ["ttl"] = 300, ["comment"] = comment,
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal("Bearer secret", request.Headers.Authorization?.ToString());
        var content = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
        lock (_lock)
        {
            return Answer ?? Reply(request, content);
        }
    }

    private HttpResponseMessage Reply(HttpRequestMessage request, JsonObject? content)
    {
        var path = request.RequestUri!.AbsolutePath["/client/v4/".Length..];
        var query = System.Web.HttpUtility.ParseQueryString(request.RequestUri.Query);
        if (path == "zones")
        {
            return Success(new JsonArray(query["name"] == "example.org" ? [new JsonObject { ["id"] = "z1", ["name"] = "example.org" }] : []));
        }

        if (request.Method != HttpMethod.Get)
        {
            Changes.Add($"{request.Method} {path}");
        }

        var id = path.Split('/').Skip(3).FirstOrDefault();
        switch (request.Method.Method)
        {
            case "GET":
                return Page(Records.Where(record => (string?)record["type"] == query["type"] && (string?)record["name"] == query["name"]).ToList(), int.Parse(query["page"]!, null));
            case "POST":
                content!["id"] = $"r{++_made}";
                Records.Add(content);
                return Success(content.DeepClone());
            case "PUT":
                content!["id"] = id;
                Records[Records.FindIndex(record => (string?)record["id"] == id)] = content;
                return Success(content.DeepClone());
            default:
                var gone = Records.RemoveAll(record => (string?)record["id"] == id);
                FewestOfAnyName = Math.Min(FewestOfAnyName, Records.Count);
                return gone == 1 ? Success(new JsonObject { ["id"] = id, ["type"] = "", ["name"] = "", ["content"] = "" }) : new HttpResponseMessage(HttpStatusCode.NotFound);
        }
    }

    // Pages of two, whatever was asked for, as a server may choose.
    private static HttpResponseMessage Page(List<JsonObject> found, int page)
    {
        var reply = Wrap(new JsonArray([.. found.Skip((page - 1) * 2).Take(2).Select(record => record.DeepClone())]));
        reply["result_info"] = new JsonObject { ["page"] = page, ["total_pages"] = (found.Count + 1) / 2 };
        return Respond(reply);
    }

    private static HttpResponseMessage Success(JsonNode result) => Respond(Wrap(result));

    private static JsonObject Wrap(JsonNode result) => new() { ["success"] = true, ["errors"] = new JsonArray(), ["result"] = result };

    private static HttpResponseMessage Respond(JsonObject reply) => new(HttpStatusCode.OK) { Content = new StringContent(reply.ToJsonString()) };
}
