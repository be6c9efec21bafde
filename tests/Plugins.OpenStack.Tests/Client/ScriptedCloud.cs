using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Configuration;

namespace Reeve.Plugins.OpenStack.Tests.Client;

/// <summary>A cloud that answers what a test says. Tokens are t1, t2, …; the catalog has all services unless a test says otherwise.</summary>
internal sealed class ScriptedCloud : HttpMessageHandler
{
    private readonly ConcurrentQueue<ScriptedCall> _calls = new();
    private int _tokens;

    public static readonly string[] AllServices = ["identity", "compute", "network", "image", "placement", "volumev3", "load-balancer", "dns"];

    /// <summary>What it answers to everything but token requests.</summary>
    public Func<ScriptedCall, HttpResponseMessage> Answer { get; set; } = _ => Json("{}");

    /// <summary>What it answers to token requests; null: a token.</summary>
    public Func<ScriptedCall, HttpResponseMessage?> TokenAnswer { get; set; } = _ => null;

    /// <summary>When tokens end.</summary>
    public DateTimeOffset ExpiresAt { get; set; } = DateTimeOffset.UnixEpoch.AddYears(100);

    public string[] Services { get; set; } = AllServices;

    /// <summary>The calls until now.</summary>
    public IReadOnlyCollection<ScriptedCall> Calls => _calls;

    /// <summary>The calls that did not ask for a token or a version.</summary>
    public IEnumerable<ScriptedCall> Work => _calls.Where(call => !call.IsToken && !call.IsVersion);

    public int Tokens => _tokens;

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Error(int status, string body = "", string? retryAfter = null)
    {
        var answer = Json(body, (HttpStatusCode)status);
        answer.Headers.Add("X-Openstack-Request-Id", "req-of-the-service");
        if (retryAfter is not null)
        {
            answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return answer;
    }

    /// <summary>A client of it, which does not wait long between attempts.</summary>
    public Cloud Client(TimeProvider? time = null, Func<CloudSettings, CloudSettings>? change = null, RetryPolicy? policy = null)
    {
        var settings = new CloudSettings
        {
            Name = "scripted",
            Source = "clouds.yaml",
            AuthUrl = new Uri("https://cloud.test/identity"),
            Credentials = new Credentials.Password(new UserReference { Name = "me", Domain = new DomainReference { Id = "default" } }, new Secret("hunter2")),
            Scope = new Scope.Project("p1", null, null),
        };
        return new Cloud(change?.Invoke(settings) ?? settings, time ?? TimeProvider.System, this, policy ?? new RetryPolicy { FirstDelay = TimeSpan.FromMilliseconds(1) });
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var call = new ScriptedCall(request.Method.Method, request.RequestUri!, body, request.Headers.ToDictionary(header => header.Key, header => header.Value.First()));
        _calls.Enqueue(call);
        if (call.IsToken)
        {
            return TokenAnswer(call) ?? Token();
        }

        return call.IsVersion ? Versions(call) : Answer(call);
    }

    private static HttpResponseMessage Versions(ScriptedCall call) => Json(call.Path.StartsWith("/placement", StringComparison.Ordinal)
        ? """{"versions": [{"id": "v1.0", "min_version": "1.0", "max_version": "1.39"}]}"""
        : """{"version": {"id": "v2.1", "min_version": "2.1", "version": "2.93"}}""");

    private HttpResponseMessage Token()
    {
        var catalog = Services.Select(type =>
        {
            var path = type switch { "compute" => "compute/v2.1", "volumev3" => "volume/v3/p1", _ => type };
            return $$"""{"type": "{{type}}", "name": "n", "endpoints": [{"interface": "public", "region_id": "R", "url": "https://cloud.test/{{path}}"}]}""";
        });
        var ends = ExpiresAt.ToString("yyyy-MM-dd'T'HH:mm:ss.000000'Z'", CultureInfo.InvariantCulture);
        var answer = Json(
            $$"""{"token": {"expires_at": "{{ends}}", "user": {"id": "u1", "name": "me"}, "project": {"id": "p1", "name": "demo"}, "roles": [{"id": "r", "name": "member"}], "catalog": [{{string.Join(',', catalog)}}] } }""",
            HttpStatusCode.Created);
        answer.Headers.Add("X-Subject-Token", $"t{Interlocked.Increment(ref _tokens)}");
        return answer;
    }
}
