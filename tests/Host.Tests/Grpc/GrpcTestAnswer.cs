using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Reeve.AspNetCore.Grpc;

namespace Reeve.Host.Tests.Grpc;

/// <summary>What came of a call.</summary>
internal sealed record GrpcTestAnswer(HttpStatusCode Http, GrpcStatus? Status, string Message, IReadOnlyList<byte[]> Messages, HttpResponseMessage Response)
{
    public static GrpcTestAnswer Of(HttpResponseMessage response, byte[] body)
    {
        var messages = new List<byte[]>();
        for (var rest = body.AsSpan(); !rest.IsEmpty && response.Content.Headers.ContentType?.MediaType == "application/grpc";)
        {
            Assert.Equal(0, rest[0]);
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(rest[1..]);
            messages.Add(rest.Slice(5, length).ToArray());
            rest = rest[(5 + length)..];
        }

        var status = Trailer(response, "grpc-status") is { } text ? (GrpcStatus?)int.Parse(text, CultureInfo.InvariantCulture) : null;
        return new GrpcTestAnswer(response.StatusCode, status, Uri.UnescapeDataString(Trailer(response, "grpc-message") ?? ""), messages, response);
    }

    public static string? Trailer(HttpResponseMessage response, string name) => response.TrailingHeaders.TryGetValues(name, out var values) ? values.Single() : null;
}
