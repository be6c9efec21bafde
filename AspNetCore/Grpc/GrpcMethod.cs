using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Reeve.AspNetCore.Grpc;

/// <summary>A method of a service.</summary>
internal sealed class GrpcMethod
{
    private readonly Func<GrpcCall, Task> _handle;

    private GrpcMethod(MethodDescriptor descriptor, Func<GrpcCall, Task> handle) => (Descriptor, _handle) = (descriptor, handle);

    /// <summary>What it is.</summary>
    public MethodDescriptor Descriptor { get; }

    /// <summary>Its path in a URL.</summary>
    public string Path => $"/{Descriptor.Service.FullName}/{Descriptor.Name}";

    /// <summary>One request, one answer.</summary>
    /// <param name="service">The service.</param>
    /// <param name="name">The method's name in it.</param>
    /// <param name="handle">Answers.</param>
    public static GrpcMethod Unary<TRequest, TResponse>(ServiceDescriptor service, string name, Func<TRequest, GrpcCall, Task<TResponse>> handle)
        where TRequest : IMessage<TRequest>, new()
        where TResponse : IMessage<TResponse> =>
        new(service.FindMethodByName(name), async call => await call.WriteAsync(await handle(await call.ReadOnlyAsync<TRequest>(), call)));

    /// <summary>One request, any number of answers.</summary>
    /// <inheritdoc cref="Unary"/>
    public static GrpcMethod ServerStreaming<TRequest, TResponse>(ServiceDescriptor service, string name, Func<TRequest, GrpcCall, IAsyncEnumerable<TResponse>> handle)
        where TRequest : IMessage<TRequest>, new()
        where TResponse : IMessage<TResponse> =>
        new(service.FindMethodByName(name), async call =>
        {
            var request = await call.ReadOnlyAsync<TRequest>();
            await foreach (var response in handle(request, call).WithCancellation(call.Cancelled))
            {
                await call.WriteAsync(response);
            }
        });

    /// <summary>Any number of requests, each of them answered before the next one is read.</summary>
    /// <inheritdoc cref="Unary"/>
    public static GrpcMethod Conversation<TRequest, TResponse>(ServiceDescriptor service, string name, Func<TRequest, TResponse> handle)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : IMessage<TResponse> =>
        new(service.FindMethodByName(name), async call =>
        {
            while (await call.ReadAsync<TRequest>() is { } request)
            {
                await call.WriteAsync(handle(request));
            }
        });

    /// <summary>Handles a call.</summary>
    public Task HandleAsync(GrpcCall call) => _handle(call);
}
