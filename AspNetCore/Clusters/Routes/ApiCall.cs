using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Serving;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>A call that was let in.</summary>
/// <param name="Context">The request and its answer.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Cluster">The cluster that it is about.</param>
/// <param name="Values">Named parts of the path.</param>
internal sealed record ApiCall(HttpContext Context, Caller Caller, string Cluster, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Ends when the caller has gone.</summary>
    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>Whether the caller wants server-sent events.</summary>
    public bool WantsEvents => Flag("watch") || Context.Request.Headers.Accept.ToString().Contains(EventStream.MediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>A parameter after the question mark; null if it is not there.</summary>
    public string? Query(string name) => Context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>A parameter that is <c>true</c> or <c>false</c>.</summary>
    /// <exception cref="ApiException">It is neither.</exception>
    public bool Flag(string name) => Query(name) switch
    {
        null or "false" => false,
        "true" => true,
        var other => throw Invalid(name, $"is true or false, not {other}"),
    };

    /// <summary>Reads the body as JSON, whatever it says that it is: curl's default says that it is a form.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    /// <exception cref="JsonException">It is not what is expected.</exception>
    public async Task<T> ReadAsync<T>(JsonTypeInfo<T> type)
        where T : class =>
        await JsonSerializer.DeserializeAsync(Context.Request.Body, type, Aborted) ?? throw new ApiException(RpcCode.InvalidArgument, "The body is null.");

    /// <summary>Answers with JSON.</summary>
    public Task WriteAsync<T>(T body, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) => ApiBody.WriteAsync(Context, body, type, status);

    /// <summary>Answers with a text.</summary>
    public Task WriteTextAsync(string text, string mediaType) => ApiBody.WriteAsync(Context, text, mediaType);

    /// <summary>A parameter is wrong.</summary>
    public static ApiException Invalid(string name, string problem) =>
        new(RpcCode.InvalidArgument, $"The parameter {name} {problem}.", ErrorDetail.OfFields(new FieldViolation { Field = name, Description = problem }));
}
