using System.IO.Pipelines;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Reeve.AspNetCore.Grpc;
using Reeve.AspNetCore.Grpc.Framing;
using Reeve.AspNetCore.Grpc.Health.V1;

namespace Reeve.Host.Tests.Grpc;

public sealed class FramingTests
{
    [Fact]
    public void MessageReader_AnyMessagesInAnyPieces_ComeAsTheyWere() =>
        Prop.ForAll<string[], int>((texts, piece) =>
        {
            var messages = texts.Select(text => new HealthCheckRequest { Service = text is null ? "" : ValidUnicode(text) }).ToList();
            return ReadAll(messages, 1 + (Math.Abs(piece % 40))).GetAwaiter().GetResult().SequenceEqual(messages);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void PercentText_AnyText_DecodesToItself() =>
        Prop.ForAll<string>(text =>
        {
            var known = ValidUnicode(text ?? "");
            var encoded = PercentText.Encode(known);
            return encoded.All(letter => letter is >= ' ' and <= '~') && Uri.UnescapeDataString(encoded) == known;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1H", 3_600_000)]
    [InlineData("2M", 120_000)]
    [InlineData("3S", 3000)]
    [InlineData("00000007m", 7)]
    [InlineData("5000u", 5)]
    [InlineData("99999999n", 99.9999)]
    public void GrpcTimeout_Wellformed(string header, double milliseconds) => Assert.Equal(milliseconds, GrpcTimeout.Parse(header)!.Value.TotalMilliseconds);

    [Theory]
    [InlineData("")]
    [InlineData("99999999H")]
    public void GrpcTimeout_NoneOrForEver_Null(string header) => Assert.Null(GrpcTimeout.Parse(header));

    [Theory]
    [InlineData("S")]
    [InlineData("5")]
    [InlineData("5 S")]
    [InlineData("-5S")]
    [InlineData("5s")]
    [InlineData("123456789S")]
    public void GrpcTimeout_Malformed_IsRefused(string header) => Assert.Equal(GrpcStatus.Internal, Assert.Throws<GrpcException>(() => GrpcTimeout.Parse(header)).Status);

    // Half a surrogate pair is no text that can be sent.
    private static string ValidUnicode(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static async Task<List<HealthCheckRequest>> ReadAll(List<HealthCheckRequest> messages, int piece)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        messages.ForEach(message => MessageWriter.Write(buffer, message));
        var pipe = new Pipe();
        var writing = Task.Run(async () =>
        {
            for (var start = 0; start < buffer.WrittenCount; start += piece)
            {
                await pipe.Writer.WriteAsync(buffer.WrittenMemory[start..Math.Min(buffer.WrittenCount, start + piece)]);
            }

            await pipe.Writer.CompleteAsync();
        });
        var read = new List<HealthCheckRequest>();
        while (await MessageReader.ReadAsync(pipe.Reader, MessageEncoding.Identity, int.MaxValue, CancellationToken.None) is { } message)
        {
            read.Add(HealthCheckRequest.Parser.ParseFrom(message));
        }

        await writing;
        return read;
    }
}
