using System.Text.Json.Nodes;

namespace Reeve.Testing.OpenStack;

/// <summary>What a <see cref="CloudProxy"/> does with a call.</summary>
public sealed record CloudFault
{
    /// <summary>The service does what it was asked, and its answer is lost: the connection breaks instead.</summary>
    public static CloudFault LostAnswer { get; } = new() { LosesAnswer = true };

    /// <summary>The connection breaks before the service hears of the call.</summary>
    public static CloudFault LostCall { get; } = new() { LosesCall = true };

    /// <summary>The token is not good any more.</summary>
    public static CloudFault Unauthorized { get; } = Answer(401, """{"error": {"code": 401, "message": "The request you have made requires authentication.", "title": "Unauthorized"}}""");

    /// <summary>Nova's word for a quota that is used up.</summary>
    public static CloudFault ComputeQuota { get; } = Answer(403, """{"forbidden": {"code": 403, "message": "Quota exceeded for cores: Requested 2, but already used 20 of 20 cores"}}""");

    /// <summary>Neutron's word for a quota that is used up.</summary>
    public static CloudFault NetworkQuota { get; } = Answer(409, """{"NeutronError": {"type": "OverQuota", "message": "Quota exceeded for resources: ['port'].", "detail": ""}}""");

    /// <summary>Neutron's word for what is used by something else.</summary>
    public static CloudFault InUse { get; } = Answer(409, """{"NeutronError": {"type": "SecurityGroupInUse", "message": "Security Group x in use.", "detail": ""}}""");

    /// <summary>Answers with this status instead of asking the service.</summary>
    public int? Status { get; init; }

    /// <summary>The body of that answer.</summary>
    public string Body { get; init; } = "";

    /// <summary>The <c>Retry-After</c> of that answer, in seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How long the call is held back before anything else.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether the answer is lost after the service did what it was asked.</summary>
    public bool LosesAnswer { get; init; }

    /// <summary>Whether the connection breaks before the service hears of it.</summary>
    public bool LosesCall { get; init; }

    /// <summary>What becomes of the answer's body.</summary>
    public Func<string, string>? Rewrite { get; init; }

    /// <summary>An answer of the given status.</summary>
    public static CloudFault Answer(int status, string body = "", int? retryAfter = null) => new() { Status = status, Body = body, RetryAfter = retryAfter };

    /// <summary>Too many calls; come back later.</summary>
    public static CloudFault TooMany(int status = 429, int? retryAfter = 1) =>
        Answer(status, """{"overLimit": {"code": 429, "message": "This request was rate-limited."}}""", retryAfter);

    /// <summary>The servers of the answer are in <c>ERROR</c>, for this reason.</summary>
    public static CloudFault ServerError(string message) => new() { Rewrite = body => Fail(body, message) };

    private static string Fail(string body, string message)
    {
        var document = JsonNode.Parse(body)!.AsObject();
        foreach (var server in (document["servers"]?.AsArray() ?? []).Prepend(document["server"]).OfType<JsonObject>())
        {
            server["status"] = "ERROR";
            server["fault"] = new JsonObject { ["code"] = 500, ["message"] = message, ["created"] = "2026-01-01T00:00:00Z" };
        }

        return document.ToJsonString();
    }
}
