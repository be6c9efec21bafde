using FsCheck;
using FsCheck.Fluent;
using Reeve.Host.Control;

namespace Reeve.Host.Tests.Control;

public sealed class ExecFramesTests
{
    [Fact]
    public void Write_AnyPayload_ReadsBackInFramesOfTheSameKind() =>
        Prop.ForAll<byte[]>(payload => RoundTripAsync(payload ?? []).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Write_LongPayload_SplitAndWhole()
    {
        var payload = new byte[(ExecFrames.MaxPayload * 2) + 17];
        Random.Shared.NextBytes(payload);

        Assert.True(await RoundTripAsync(payload));
    }

    [Fact]
    public async Task Read_EndBetweenFrames_Null()
    {
        using var frames = new ExecFrames(new MemoryStream());

        Assert.Null(await frames.ReadAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 0 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 5, 1, 2 })]
    public async Task Read_EndWithinFrame_Error(byte[] bytes)
    {
        using var frames = new ExecFrames(new MemoryStream(bytes));

        await Assert.ThrowsAsync<EndOfStreamException>(() => frames.ReadAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 99, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 1, 0x7f, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 1, 0xff, 0xff, 0xff, 0xff })]
    public async Task Read_NotThisProtocol_Error(byte[] bytes)
    {
        using var frames = new ExecFrames(new MemoryStream(bytes));

        await Assert.ThrowsAsync<InvalidDataException>(() => frames.ReadAsync(CancellationToken.None));
    }

    private static async Task<bool> RoundTripAsync(byte[] payload)
    {
        var stream = new MemoryStream();
        using var frames = new ExecFrames(stream);
        await frames.WriteAsync(ExecFrameKind.Output, payload, CancellationToken.None);
        stream.Position = 0;
        var read = new List<byte>();
        while (await frames.ReadAsync(CancellationToken.None) is var (kind, part))
        {
            Assert.Equal(ExecFrameKind.Output, kind);
            Assert.True(part.Length <= ExecFrames.MaxPayload);
            read.AddRange(part);
        }

        return read.SequenceEqual(payload);
    }
}
