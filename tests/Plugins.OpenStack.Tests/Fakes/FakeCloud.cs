using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>
/// An OpenStack in memory, spoken to by the real client: Keystone, Nova, Neutron and Glance as far as clusters need them. It counts calls, and lets any
/// one of them go wrong. Thread-safe.
/// </summary>
internal sealed class FakeCloud : HttpMessageHandler
{
    public const string ImageId = "11111111-1111-4111-8111-111111111111";
    public static readonly Uri AuthUrl = new("https://cloud.test/identity/v3");

    private readonly Lock _lock = new();
    private readonly List<CloudCall> _calls = [];
    private TaskCompletionSource? _death;
    private TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _token = "token-1";

    public FakeCloud()
    {
        (Networking, Computing) = (new FakeNetworking(Store), new FakeComputing(Store));
        Balancing = new FakeBalancing(Store, Networking);
        Store["networks"].Add(new JsonObject { ["id"] = Store.NewId(), ["name"] = "public", ["router:external"] = true, ["status"] = "ACTIVE", ["tags"] = new JsonArray(), ["description"] = "" });
    }

    public FakeStore Store { get; } = new();

    public FakeNetworking Networking { get; }

    public FakeComputing Computing { get; }

    public FakeBalancing Balancing { get; }

    /// <summary>Whether it has load balancers.</summary>
    public bool HasBalancers { get; init; }

    /// <summary>What goes wrong with a call.</summary>
    public Func<CloudCall, FaultKind> Fault { get; set; } = static _ => FaultKind.None;

    /// <summary>The calls until now.</summary>
    public IReadOnlyList<CloudCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Whether the process that asks is dead: nothing that it asks arrives any more.</summary>
    public bool IsDead => _death is not null;

    /// <summary>Ends when the process dies.</summary>
    public Task Died => _died.Task;

    /// <summary>Looks at what there is while nothing changes it; it counts as a look of somebody's, by which servers get on.</summary>
    public T Look<T>(Func<FakeStore, T> look)
    {
        lock (_lock)
        {
            Computing.Handle("GET", ["servers", "detail"], [], null);
            return look(Store);
        }
    }

    /// <summary>A call of another service of this world: it is counted, and something may go wrong with it.</summary>
    /// <returns>What, and the death of who asked, if they are dead.</returns>
    public (FaultKind Fault, Task? Death) Meet(string service, string method, string path)
    {
        lock (_lock)
        {
            if (_death is { } before)
            {
                return (FaultKind.None, before.Task);
            }

            var call = new CloudCall(_calls.Count, method, service, path);
            _calls.Add(call);
            var fault = Fault(call);
            if (fault is FaultKind.Death)
            {
                _death = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _died.SetResult();
            }

            return (fault, _death?.Task);
        }
    }

    /// <summary>A new process begins; calls are counted anew.</summary>
    public void Revive()
    {
        TaskCompletionSource? death;
        lock (_lock)
        {
            (death, _death) = (_death, null);
            _died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _calls.Clear();
        }

        death?.SetResult();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var path = request.RequestUri!.AbsolutePath.Trim('/').Split('/');
        Task? death;
        FakeReply? reply = null;
        lock (_lock)
        {
            death = _death?.Task;
            reply = death is null ? Answer(request, path, text, out death) : null;
        }

        if (death is not null)
        {
            await death.WaitAsync(cancellationToken);
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The process had died.");
        }

        return Response(reply!);
    }

    private FakeReply? Answer(HttpRequestMessage request, string[] path, string text, out Task? death)
    {
        var call = new CloudCall(_calls.Count, request.Method.Method, path[0], $"{string.Join('/', path.Skip(1))}{request.RequestUri!.Query}");
        _calls.Add(call);
        death = null;
        switch (Fault(call))
        {
            case FaultKind.Death:
                Handle(request, path, text);
                _death = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                death = _death.Task;
                _died.SetResult();
                return null;
            case FaultKind.LostReply:
                Handle(request, path, text);
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer was lost.");
            case FaultKind.LostRequest:
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "Nothing came back.");
            case FaultKind.Unauthorized:
                _token = $"token-{_calls.Count}";
                return new FakeReply(401, new JsonObject { ["error"] = new JsonObject { ["code"] = 401, ["message"] = "The request you have made requires authentication.", ["title"] = "Unauthorized" } });
            case FaultKind.Quota or FaultKind.Forbidden:
                return FakeReply.Nova(403, "forbidden", "Quota exceeded for instances: Requested 1, but already used 10 of 10 instances");
            case FaultKind.Conflict:
                return FakeReply.Neutron(409, "Conflict", "There was a conflict when trying to complete your request.");
            case FaultKind.TooLarge:
                return FakeReply.Nova(413, "overLimit", "This request was rate-limited.");
            case FaultKind.TooMany:
                return FakeReply.Nova(429, "tooManyRequests", "Too many requests.");
            case FaultKind.Broken:
                return FakeReply.Nova(500, "computeFault", "Unexpected API error.");
            case FaultKind.BrokenAfterwards:
                Handle(request, path, text);
                return FakeReply.Nova(502, "badGateway", "Bad gateway.");
            case FaultKind.Unavailable:
                return FakeReply.Nova(503, "serviceUnavailable", "The service is away.");
            case FaultKind.ServerError when call is { Method: "POST", Path: "v2.1/servers" }:
                Computing.FailsNext = true;
                break;
        }

        return Handle(request, path, text);
    }

    private FakeReply Handle(HttpRequestMessage request, string[] path, string text)
    {
        var method = request.Method.Method;
        var body = text.Length > 0 ? JsonNode.Parse(text)?.AsObject() : null;
        if (path is ["identity", "v3", "auth", "tokens"])
        {
            return Token();
        }

        if (!request.Headers.TryGetValues("X-Auth-Token", out var tokens) || tokens.First() != _token)
        {
            return new FakeReply(401, new JsonObject { ["error"] = new JsonObject { ["code"] = 401, ["message"] = "The token is not known.", ["title"] = "Unauthorized" } });
        }

        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var fields = query.AllKeys.OfType<string>().ToDictionary(key => key, key => query[key]!, StringComparer.Ordinal);
        string[] rest = [.. path.Skip(2).Select(Uri.UnescapeDataString)];
        return path[0] switch
        {
            "network" => Networking.Handle(method, rest, fields, body),
            "compute" => Computing.Handle(method, rest, fields, body),
            "load-balancer" => Balancing.Handle(method, rest, fields, body),
            "image" when fields.GetValueOrDefault("name") is "debian" => new FakeReply(200, new JsonObject { ["images"] = new JsonArray(Image()) }),
            "image" when rest is ["images"] => new FakeReply(200, new JsonObject { ["images"] = new JsonArray() }),
            _ => FakeReply.NotFound,
        };
    }

    private static JsonObject Image() => new() { ["id"] = ImageId, ["name"] = "debian", ["status"] = "active", ["visibility"] = "public", ["min_disk"] = 0, ["min_ram"] = 0, ["tags"] = new JsonArray() };

    private FakeReply Token() => new(201, new JsonObject
    {
        ["token"] = new JsonObject
        {
            ["expires_at"] = "2099-01-01T00:00:00.000000Z",
            ["user"] = new JsonObject { ["id"] = "user", ["name"] = "demo" },
            ["project"] = new JsonObject { ["id"] = "project", ["name"] = "demo" },
            ["roles"] = new JsonArray(),
            ["catalog"] = new JsonArray([Service("compute", "v2.1"), Service("network", "v2.0"), Service("image", "v2"), .. HasBalancers ? [Service("load-balancer", "v2")] : Array.Empty<JsonNode>()]),
        },
    });

    private static JsonObject Service(string type, string version) => new()
    {
        ["type"] = type, ["name"] = type,
        ["endpoints"] = new JsonArray(new JsonObject { ["interface"] = "public", ["region_id"] = "RegionOne", ["url"] = $"https://cloud.test/{type}/{version}" }),
    };

    private HttpResponseMessage Response(FakeReply reply)
    {
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status) { Content = new StringContent(reply.Body?.ToJsonString() ?? "", Encoding.UTF8, "application/json") };
        if (reply.Status is 413 or 429)
        {
            response.Headers.Add("Retry-After", "1");
        }

        if (reply.Body?["token"] is not null)
        {
            response.Headers.Add("X-Subject-Token", _token);
        }

        return response;
    }
}
