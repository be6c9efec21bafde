using System.Buffers;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Ssh.Processes;

namespace Reeve.Ssh.Tests.Processes;

public sealed class MarkerFilterTests
{
    private readonly List<(MarkerKind Kind, string Text)> _found = [];

    [Fact]
    public void Feed_AnyBytesInAnyPieces_OnlyMarkersAreTakenOut() => Prop.ForAll<byte[][], byte>(
        (parts, size) =>
        {
            _found.Clear();
            var filter = new MarkerFilter((kind, text) => _found.Add((kind, text)));
            var (input, own) = (new List<byte>(), new List<byte>());
            foreach (var (index, part) in parts.Index())
            {
                // Separators and beginnings of markers among the program's own bytes.
                byte[] bytes = [.. part ?? [], 0x1e, 0x1e, (byte)filter.Nonce[0]];
                own.AddRange(bytes);
                input.AddRange(bytes);
                input.AddRange(Marker(filter, MarkerKind.Started, index.ToString(CultureInfo.InvariantCulture)));
            }

            return Filter(filter, input, size + 1).SequenceEqual(own) && _found.Select(marker => marker.Text).SequenceEqual(
                Enumerable.Range(0, parts.Length).Select(index => index.ToString(CultureInfo.InvariantCulture)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Feed_BytesThatBeginNoMarker_PassAtOnce()
    {
        var filter = new MarkerFilter((_, _) => { });
        var output = new ArrayBufferWriter<byte>();

        filter.Feed("password: "u8, output);

        Assert.Equal("password: ", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Feed_MarkersOfAnother_AreBytes()
    {
        var filter = new MarkerFilter((kind, text) => _found.Add((kind, text)));
        var foreign = Marker(new MarkerFilter((_, _) => { }), MarkerKind.Ended255, "");

        Assert.Equal(foreign, Filter(filter, [.. foreign], 3));
        Assert.Empty(_found);
    }

    [Fact]
    public void End_HalfAMarker_IsBytes()
    {
        var filter = new MarkerFilter((kind, text) => _found.Add((kind, text)));
        byte[] half = [.. Marker(filter, MarkerKind.Started, "12")[..^1]];

        Assert.Equal(half, Filter(filter, [.. half], 100));
        Assert.Empty(_found);
    }

    private static byte[] Marker(MarkerFilter filter, MarkerKind kind, string text) =>
        Encoding.ASCII.GetBytes(filter.Format(kind, text).Replace("\\036", "\u001e", StringComparison.Ordinal));

    private static byte[] Filter(MarkerFilter filter, List<byte> input, int size)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var chunk in input.Chunk(size))
        {
            filter.Feed(chunk, output);
        }

        filter.End(output);
        return output.WrittenSpan.ToArray();
    }
}
