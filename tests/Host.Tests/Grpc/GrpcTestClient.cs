using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using Google.Protobuf;
using Reeve.AspNetCore.Grpc;

namespace Reeve.Host.Tests.Grpc;

/// <summary>A client that makes and reads the frames of gRPC itself, over the HTTP/2 of the framework.</summary>
/// <param name="address">The server.</param>
/// <param name="tls">How its certificate is verified; null for the usual way.</param>
internal sealed class GrpcTestClient(Uri address, SslClientAuthenticationOptions? tls = null) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseProxy = false, SslOptions = tls ?? new SslClientAuthenticationOptions() });

    public static byte[] Frame(byte[] message, bool compressed = false)
    {
        if (compressed)
        {
            using var buffer = new MemoryStream();
            using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
            {
                gzip.Write(message);
            }

            message = buffer.ToArray();
        }

        var frame = new byte[5 + message.Length];
        frame[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public static HttpRequestMessage Request(Uri address, string path, HttpContent content, params (string Name, string Value)[] headers)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path))
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = content,
        };
        request.Headers.TE.Add(new("trailers"));
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    /// <summary>Calls a method with bytes as they are.</summary>
    public async Task<GrpcTestAnswer> CallAsync(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = Request(address, path, new ByteArrayContent(body), headers);
        using var response = await _http.SendAsync(request, CancellationToken.None);
        var answer = await response.Content.ReadAsByteArrayAsync();
        return GrpcTestAnswer.Of(response, answer);
    }

    public Task<GrpcTestAnswer> CallAsync(string path, IMessage message, params (string Name, string Value)[] headers) => CallAsync(path, Frame(message.ToByteArray()), headers);

    /// <summary>Calls a method that answers with one message.</summary>
    public async Task<TResponse> CallAsync<TResponse>(string path, IMessage message, params (string Name, string Value)[] headers)
        where TResponse : IMessage<TResponse>, new()
    {
        var answer = await CallAsync(path, message, headers);
        Assert.True(answer.Status == GrpcStatus.Ok, $"{answer.Status}: {answer.Message}");
        var response = new TResponse();
        response.MergeFrom(Assert.Single(answer.Messages));
        return response;
    }

    /// <summary>Begins a call whose messages are read one by one.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, HttpContent content, CancellationToken cancellationToken) =>
        await _http.SendAsync(Request(address, path, content), cancellationToken);

    /// <summary>Reads a message of a call that goes on; null at its end.</summary>
    public static async Task<TResponse?> ReadAsync<TResponse>(Stream stream, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var header = new byte[5];
        if (await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken) < header.Length)
        {
            return null;
        }

        var body = new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(1))];
        await stream.ReadExactlyAsync(body, cancellationToken);
        var message = new TResponse();
        message.MergeFrom(body);
        return message;
    }

    public void Dispose() => _http.Dispose();
}
