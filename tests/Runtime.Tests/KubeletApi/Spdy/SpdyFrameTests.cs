using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using ICSharpCode.SharpZipLib.Zip.Compression;
using Reeve.Runtime.KubeletApi.Spdy;

namespace Reeve.Runtime.Tests.KubeletApi.Spdy;

public sealed class SpdyFrameTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSameHoweverItIsSplit()
    {
        var cases = from frames in SpdyFrames.Any.ListOf()
                    from pieces in Gen.Choose(1, 40).ListOf()
                    select (frames, pieces);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var read = SpdyFrames.ReadAsync(SpdyFrames.Write(one.frames), [.. one.pieces]).GetAwaiter().GetResult();
            Assert.Equal(SpdyFrames.JoinData(one.frames).Select(SpdyFrames.Describe), read.Select(SpdyFrames.Describe));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Read_DamagedFrames_EndsWithAnErrorOrTheEnd()
    {
        var cases = from frames in SpdyFrames.Any.NonEmptyListOf()
                    from place in Gen.Choose(0, int.MaxValue - 1)
                    from value in Gen.Choose(0, 255)
                    from length in Gen.Choose(0, int.MaxValue - 1)
                    select (frames, place, value, length);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var bytes = SpdyFrames.Write(one.frames);
            bytes[one.place % bytes.Length] = (byte)one.value;
            bytes = bytes[..(one.length % (bytes.Length + 1))];
            ReadToTheEnd(bytes);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Read_Noise_EndsWithAnErrorOrTheEnd()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(0, 600)];
            random.NextBytes(bytes);
            if (bytes.Length > 8 && i % 2 == 0)
            {
                // Often a control frame of a known type and a length that fits.
                (bytes[0], bytes[1], bytes[2], bytes[3]) = (0x80, 3, 0, (byte)random.Next(0, 12));
                (bytes[5], bytes[6], bytes[7]) = (0, 0, (byte)Math.Min(255, bytes.Length - 8));
            }

            ReadToTheEnd(bytes);
        }
    }

    [Fact]
    public async Task Read_LongControlFrame_IsRefusedBeforeItIsThere()
    {
        byte[] head = [0x80, 3, 0, 1, 0, 0xff, 0xff, 0xff];

        await Assert.ThrowsAsync<SpdyException>(() => SpdyFrames.ReadAsync(head, []));
    }

    [Fact]
    public async Task Read_HeadersThatGrow_AreRefused()
    {
        var output = new ArrayBufferWriter<byte>();
        HeaderBlock.Write(new SpdyHeaders([new("x", new string('x', 1_000_000))]), output);
        var deflater = new Deflater();
        deflater.SetDictionary(SpdyDictionary.Bytes);
        deflater.SetInput(output.WrittenSpan.ToArray());
        deflater.Finish();
        var block = new byte[8192];
        var length = deflater.Deflate(block);
        Assert.True(deflater.IsFinished);

        byte[] frame = [0x80, 3, 0, 2, 0, 0, (byte)((length + 4) >> 8), (byte)(length + 4), 0, 0, 0, 1, .. block[..length]];

        await Assert.ThrowsAsync<SpdyException>(() => SpdyFrames.ReadAsync(frame, []));
    }

    [Fact]
    public void Read_CompressedByZlib_IsUnderstood()
    {
        var decompressor = new HeaderDecompressor(1024);

        var first = decompressor.Read(Convert.FromHexString("78f9e3c6a7c202253a703a2b294a4dcc851625aca9a0808614cb45e01c6061606100a4398b20d198094ade8c0600000000ffff"));
        var second = decompressor.Read(Convert.FromHexString("c2aa19540e2512d60b000000ffff"));

        Assert.Equal(new List<string?> { "error", "8080", "0" }, new List<string?> { first["streamtype"], first["port"], first["requestid"] });
        Assert.Equal(new List<string?> { "data", "8080", "0" }, new List<string?> { second["streamtype"], second["port"], second["requestid"] });
    }

    [Fact]
    public void Write_NoHeaders_EndsEachBlockSoThatGoReadsIt()
    {
        var output = new ArrayBufferWriter<byte>();
        var compressor = new HeaderCompressor();
        compressor.Write(SpdyHeaders.Empty, output);
        compressor.Write(SpdyHeaders.Empty, output);

        Assert.Equal(
            "78BBE3C6A7C2" + "000400FBFF00000000" + "000000FFFF" + "000400FBFF00000000" + "000000FFFF",
            Convert.ToHexString(output.WrittenSpan));
    }

    [Fact]
    public async Task Read_CutOff_SaysSo()
    {
        var bytes = SpdyFrames.Write([new DataFrame(1, new byte[10], true)]);

        await Assert.ThrowsAsync<EndOfStreamException>(() => SpdyFrames.ReadAsync(bytes[..^1], []));
    }

    [Fact]
    public void Headers_SeveralValues_FirstIsTaken()
    {
        var headers = new SpdyHeaders([new("Port", "80\081")]);

        Assert.Equal("80", headers["port"]);
        Assert.Null(headers["other"]);
    }

    private static void ReadToTheEnd(byte[] bytes)
    {
        try
        {
            SpdyFrames.ReadAsync(bytes, [7, 1, 30]).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is SpdyException or EndOfStreamException)
        {
            Assert.NotEmpty(e.Message);
        }
    }
}
