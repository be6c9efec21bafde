using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Grpc.Framing;

namespace Reeve.AspNetCore.Grpc;

/// <summary>A call that goes on: its messages both ways. For one thread at a time.</summary>
/// <param name="context">The request.</param>
/// <param name="encoding">How messages that say so are compressed.</param>
/// <param name="limits">What is too much.</param>
/// <param name="cancelled">The caller is gone, or does not want to wait any longer.</param>
internal sealed class GrpcCall(HttpContext context, MessageEncoding encoding, GrpcOptions limits, CancellationToken cancelled)
{
    /// <summary>The request as HTTP has it, e.g. for who asks.</summary>
    public HttpContext Http => context;

    /// <summary>The caller is gone, or does not want to wait any longer.</summary>
    public CancellationToken Cancelled => cancelled;

    /// <summary>Reads the next message; null at their end.</summary>
    /// <exception cref="GrpcException">It is none.</exception>
    public async Task<TMessage?> ReadAsync<TMessage>()
        where TMessage : class, IMessage<TMessage>, new() =>
        await MessageReader.ReadAsync(context.Request.BodyReader, encoding, limits.MaxMessageBytes, cancelled) is { } bytes ? Parse<TMessage>(bytes) : null;

    /// <summary>Reads the one message of a call that has one.</summary>
    /// <exception cref="GrpcException">There is none, or another one.</exception>
    public async Task<TMessage> ReadOnlyAsync<TMessage>()
        where TMessage : IMessage<TMessage>, new()
    {
        var reader = context.Request.BodyReader;
        var bytes = await MessageReader.ReadAsync(reader, encoding, limits.MaxMessageBytes, cancelled)
            ?? throw new GrpcException(GrpcStatus.Internal, "The call has no message.");
        return await MessageReader.ReadAsync(reader, encoding, limits.MaxMessageBytes, cancelled) is null
            ? Parse<TMessage>(bytes)
            : throw new GrpcException(GrpcStatus.Internal, "The call has more than one message.");
    }

    /// <summary>Sends a message.</summary>
    public async Task WriteAsync<TMessage>(TMessage message)
        where TMessage : IMessage<TMessage>
    {
        MessageWriter.Write(context.Response.BodyWriter, message);
        await context.Response.BodyWriter.FlushAsync(cancelled);
    }

    private static TMessage Parse<TMessage>(byte[] bytes)
        where TMessage : IMessage<TMessage>, new()
    {
        try
        {
            var message = new TMessage();
            message.MergeFrom(bytes);
            return message;
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new GrpcException(GrpcStatus.Internal, $"The message is no {new TMessage().Descriptor.FullName}: {exception.Message}", exception);
        }
    }
}
