using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Grpc.Framing;

namespace Reeve.AspNetCore.Grpc;

/// <summary>
/// Takes gRPC calls over HTTP/2 to the methods of services, as
/// <see href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md"/> says. Who may call is checked before. Thread-safe.
/// </summary>
internal sealed partial class GrpcRouter(IEnumerable<IGrpcService> services, GrpcOptions options, TimeProvider time, ILogger logger)
{
    private readonly Dictionary<string, GrpcMethod> _methods = services.SelectMany(service => service.Methods).ToDictionary(method => method.Path, StringComparer.Ordinal);

    /// <summary>Whether a request is a gRPC call by its content type.</summary>
    public static bool IsCall(HttpRequest request)
    {
        var type = request.ContentType ?? "";
        var end = type.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? type : type[..end]).Trim() is "application/grpc" or "application/grpc+proto";
    }

    /// <summary>Ends a request with a status.</summary>
    public static void End(HttpContext context, GrpcStatus status, string message)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "application/grpc";
        }

        context.Response.AppendTrailer("grpc-status", ((int)status).ToString(CultureInfo.InvariantCulture));
        if (message.Length > 0)
        {
            context.Response.AppendTrailer("grpc-message", PercentText.Encode(message));
        }
    }

    /// <summary>Handles one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsCall(request) || request.Method != HttpMethods.Post || request.Protocol != HttpProtocol.Http2)
        {
            // Clients that do not speak gRPC must not take the answer for a success.
            context.Response.StatusCode = !IsCall(request) ? StatusCodes.Status415UnsupportedMediaType
                : request.Method != HttpMethods.Post ? StatusCodes.Status405MethodNotAllowed
                : StatusCodes.Status426UpgradeRequired;
            return;
        }

        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, patience.Token);
        try
        {
            await CallAsync(context, patience, cancelled.Token);
            End(context, GrpcStatus.Ok, "");
        }
        catch (GrpcException exception)
        {
            End(context, exception.Status, exception.Message);
        }
        catch (ProviderException exception)
        {
            End(context, StatusOf(exception.Reason), exception.Message);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested)
        {
            LogGone(exception, request.Path);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            End(context, GrpcStatus.DeadlineExceeded, "It took longer than the call allowed.");
        }
        catch (Exception exception)
        {
            LogFault(exception, request.Path);
            End(context, GrpcStatus.Unknown, $"The agent failed: {exception.Message}");
        }
    }

    private static GrpcStatus StatusOf(ErrorReason reason) => reason switch
    {
        ErrorReason.NotFound => GrpcStatus.NotFound,
        ErrorReason.Invalid => GrpcStatus.InvalidArgument,
        ErrorReason.Unsupported => GrpcStatus.Unimplemented,
        ErrorReason.Conflict => GrpcStatus.FailedPrecondition,
        ErrorReason.Transient => GrpcStatus.Unavailable,
        ErrorReason.Exhausted => GrpcStatus.ResourceExhausted,
        ErrorReason.Denied => GrpcStatus.PermissionDenied,
        _ => GrpcStatus.Unknown,
    };

    private async Task CallAsync(HttpContext context, CancellationTokenSource patience, CancellationToken cancelled)
    {
        // 1. What the headers say.
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-accept-encoding"] = MessageEncodings.Accepted;
        if (!_methods.TryGetValue(context.Request.Path.Value ?? "", out var method))
        {
            throw new GrpcException(GrpcStatus.Unimplemented, $"There is no method {context.Request.Path.Value}.");
        }

        if (GrpcTimeout.Parse(context.Request.Headers["grpc-timeout"].ToString()) is { } timeout)
        {
            patience.CancelAfter(timeout);
        }

        var encoding = MessageEncodings.Parse(context.Request.Headers["grpc-encoding"].ToString());
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null; // each message has a limit of its own
        if (method.Descriptor.IsClientStreaming)
        {
            // A caller that asks now and then is slow, and is no attacker.
            context.Features.GetRequiredFeature<IHttpMinRequestBodyDataRateFeature>().MinDataRate = null;
        }

        // 2. The call. Headers go first: a caller that watches knows that it is being served.
        var call = new GrpcCall(context, encoding, options, cancelled);
        if (method.Descriptor.IsServerStreaming)
        {
            await context.Response.StartAsync(cancelled);
        }

        await method.HandleAsync(call);
    }
}
