using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Grpc;

namespace Reeve.AspNetCore.Clusters.Grpc;

/// <summary>
/// Makes a gRPC call a call of the REST API: the same message in its JSON form. Who calls, what he may do, what is written down and measured
/// is therefore decided in one place for both.
/// </summary>
/// <param name="rest">The REST API.</param>
/// <param name="adapt">Makes an answer's JSON that of its message, where they differ; null where they do not.</param>
internal sealed class RestCall(IApiHandler rest, Func<byte[], string>? adapt = null)
{
    private const string OperationHeader = "Reeve-Operation";

    // What says who calls, and from where.
    private static readonly string[] Forwarded = ["Host", "Authorization", "Origin", "User-Agent"];

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Calls.</summary>
    /// <param name="call">The call.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path.</param>
    /// <param name="request">What is sent; null for nothing.</param>
    /// <returns>What came back.</returns>
    /// <exception cref="GrpcException">The call was refused or failed.</exception>
    public async Task<TResponse> SendAsync<TResponse>(GrpcCall call, string method, string path, IMessage? request)
        where TResponse : IMessage<TResponse>, new()
    {
        using var body = new MemoryStream();
        var context = Inner(call, method, path, request, body);
        await rest.HandleAsync(context);
        call.Cancelled.ThrowIfCancellationRequested();
        if (context.Response.Headers[OperationHeader].ToString() is { Length: > 0 } operation)
        {
            call.Http.Response.AppendTrailer(OperationHeader.ToLowerInvariant(), operation);
        }

        var json = body.ToArray();
        return context.Response.StatusCode is >= 200 and < 300 ? Parser.Parse<TResponse>(adapt?.Invoke(json) ?? Encoding.UTF8.GetString(json)) : throw Failure(context.Response.StatusCode, json);
    }

    private static DefaultHttpContext Inner(GrpcCall call, string method, string path, IMessage? request, Stream body)
    {
        var outer = call.Http;
        var headers = new HeaderDictionary();
        foreach (var name in Forwarded)
        {
            headers[name] = outer.Request.Headers[name];
        }

        // Everything else, such as the connection, its certificate and the listener, is that of the call.
        var features = new FeatureCollection(outer.Features);
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = method, Path = path, Scheme = outer.Request.Scheme, Protocol = outer.Request.Protocol, Headers = headers,
            Body = request is null ? Stream.Null : new MemoryStream(Encoding.UTF8.GetBytes(Formatter.Format(request))),
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = call.Cancelled });
        return new DefaultHttpContext(features);
    }

    private static GrpcException Failure(int status, byte[] json)
    {
        var error = json.Length > 0 ? JsonSerializer.Deserialize(json, ApiJson.Body.ApiError) : null;
        return error is null
            ? new GrpcException(GrpcStatus.Unknown, $"The agent answered {status} without a word.")
            : new GrpcException((GrpcStatus)error.Code, error.Message);
    }
}
