using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.KubeletApi.Streaming;

namespace Reeve.Runtime.Tests.KubeletApi.Streaming;

public sealed class InboundBufferTests
{
    [Fact]
    public void Read_AnyPieces_GivesWhatWasAdded()
    {
        var cases = from adds in Gen.Choose(0, 9000).ListOf()
                    from reads in Gen.Choose(1, 7000).NonEmptyListOf()
                    select (adds, reads);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var buffer = new InboundBuffer(int.MaxValue);
            var given = new List<byte>();
            foreach (var length in one.adds)
            {
                var data = Enumerable.Range(given.Count, length).Select(static i => (byte)i).ToArray();
                Assert.True(buffer.AddAsync(data).IsCompletedSuccessfully);
                given.AddRange(data);
            }

            buffer.End();
            Assert.Equal(given, ReadAll(buffer, [.. one.reads]));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Add_Full_WaitsUntilHalfIsRead()
    {
        var buffer = new InboundBuffer(100);

        var room = buffer.AddAsync(new byte[101]);
        Assert.False(room.IsCompleted);
        await buffer.ReadAsync(new byte[40], CancellationToken.None);
        Assert.False(room.IsCompleted);
        await buffer.ReadAsync(new byte[20], CancellationToken.None);

        await room;
        Assert.Equal(41, buffer.Count);
    }

    [Fact]
    public async Task Read_Failed_ThrowsAtOnce()
    {
        var buffer = new InboundBuffer(100);
        await buffer.AddAsync(new byte[10]);

        buffer.End(new IOException("cut"));

        await Assert.ThrowsAsync<IOException>(async () => await buffer.ReadAsync(new byte[1], CancellationToken.None));
        Assert.Equal(0, buffer.Count);
    }

    [Fact]
    public async Task Abandon_GiverWaits_LetsHimGoOn()
    {
        var buffer = new InboundBuffer(10);
        var room = buffer.AddAsync(new byte[50]);

        buffer.Abandon();

        await room;
        await buffer.AddAsync(new byte[1000]);
        Assert.Equal(0, buffer.Count);
    }

    [Fact]
    public async Task Read_Waiting_CanBeCancelled()
    {
        var buffer = new InboundBuffer(10);
        using var stop = new CancellationTokenSource();
        var reading = buffer.ReadAsync(new byte[1], stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await buffer.AddAsync("x"u8.ToArray());
        Assert.Equal(1, await buffer.ReadAsync(new byte[10], CancellationToken.None));
    }

    private static List<byte> ReadAll(InboundBuffer buffer, IReadOnlyList<int> sizes)
    {
        var read = new List<byte>();
        for (var i = 0; ; i++)
        {
            var piece = new byte[sizes[i % sizes.Count]];
            var reading = buffer.ReadAsync(piece, CancellationToken.None);
            Assert.True(reading.IsCompletedSuccessfully);
            if (reading.Result == 0)
            {
                return read;
            }

            read.AddRange(piece[..reading.Result]);
        }
    }
}
