using Reeve.Runtime.Proxies.Acme.Resources;

namespace Reeve.Runtime.Proxies.Acme;

/// <summary>What an authority's refusals mean here (RFC 8555, 6.7).</summary>
internal static class AcmeProblems
{
    public const string BadNonce = "badNonce";
    public const string NoAccount = "accountDoesNotExist";
    public const string AlreadyReplaced = "alreadyReplaced";
    private const string Key = "acme problem";
    private const string Prefix = "urn:ietf:params:acme:error:";

    // The error's name without its namespace.
    private static string NameOf(ProblemResource problem) =>
        problem.Type.StartsWith(Prefix, StringComparison.Ordinal) ? problem.Type[Prefix.Length..] : problem.Type;

    /// <summary>A refusal as an error for the user.</summary>
    /// <param name="doing">What was asked for: <c>An order for example.org</c>.</param>
    /// <param name="problem">What the authority says.</param>
    /// <param name="status">The answer's status; 0 when the problem came with an order or a challenge.</param>
    /// <param name="retryAfter">When it may be asked again.</param>
    public static ProviderException ToException(string doing, ProblemResource problem, int status = 0, TimeSpan? retryAfter = null)
    {
        var name = NameOf(problem);
        var more = problem.Subproblems.Select(part => $" {part.Identifier?.Value}: {part.Detail}");
        var page = problem.Instance is { } instance ? $" See {instance}." : "";
        var error = new ProviderException(
            ReasonOf(name, status),
            $"{doing} was refused by the certificate authority ({(name.Length > 0 ? name : $"status {status}")}): {problem.Detail}{string.Concat(more)}{page}{WayOut(name)}")
        {
            RetryAfter = retryAfter,
        };
        error.Data[Key] = name;
        return error;
    }

    /// <summary>Whether an error is a refusal of a certain kind.</summary>
    public static bool Is(ProviderException error, string name) => error.Data[Key] is string problem && problem == name;

    private static ErrorReason ReasonOf(string name, int status) => name switch
    {
        "rateLimited" => ErrorReason.Exhausted,
        "malformed" or "rejectedIdentifier" or "unsupportedIdentifier" or "badCSR" or "badPublicKey" or "unsupportedContact" or "invalidContact"
            or "externalAccountRequired" or "invalidProfile" => ErrorReason.Invalid,
        "unauthorized" or "userActionRequired" or "caa" or NoAccount => ErrorReason.Denied,
        "serverInternal" or BadNonce or "dns" or "connection" or "tls" or "incorrectResponse" => ErrorReason.Transient,
        AlreadyReplaced or "orderNotReady" => ErrorReason.Conflict,
        _ => status switch
        {
            429 => ErrorReason.Exhausted,
            >= 500 or 0 => ErrorReason.Transient,
            401 or 403 => ErrorReason.Denied,
            404 => ErrorReason.NotFound,
            _ => ErrorReason.Invalid,
        },
    };

    private static string WayOut(string name) => name switch
    {
        "externalAccountRequired" => " Set externalAccount to the key identifier and key file that the authority gave you.",
        "dns" => " Let the name resolve to this machine, or use a challenge by DNS.",
        "connection" => " Let the authority reach this machine at port 80 (http-01) or 443 (tls-alpn-01).",
        "caa" => " Let the domain's CAA record allow this authority.",
        _ => "",
    };
}
