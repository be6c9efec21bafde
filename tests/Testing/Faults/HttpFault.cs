namespace Reeve.Testing.Faults;

/// <summary>What an <see cref="HttpProxy"/> does with a request.</summary>
public sealed record HttpFault
{
    /// <summary>Answers with this status instead of asking the server.</summary>
    public int? Status { get; init; }

    /// <summary>The body of that answer; by default a Kubernetes <c>Status</c>.</summary>
    public string? Body { get; init; }

    /// <summary>The <c>Retry-After</c> of that answer, in seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How long the request is held back before anything else.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The server is asked, and its answer is lost: the connection breaks instead.</summary>
    public bool LoseAnswer { get; init; }

    /// <summary>The server is asked, and the answer breaks off after so many bytes of its body.</summary>
    public int? CutAfter { get; init; }

    /// <summary>An answer of the given status.</summary>
    public static HttpFault Answer(int status, int? retryAfter = null) => new() { Status = status, RetryAfter = retryAfter };

    /// <summary>An answer that says success and makes no sense.</summary>
    public static HttpFault Garbage(string body = "<html>not what was asked for</html>") => new() { Status = 200, Body = body };
}
