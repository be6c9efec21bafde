using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.KubeletApi.Streaming;
using Reeve.Runtime.Tests.KubeletApi.Spdy;

namespace Reeve.Runtime.Tests.KubeletApi.Streaming;

public sealed class TerminalSizesTests
{
    [Fact]
    public void Read_AnySplit_GivesAllSizes()
    {
        var cases = from sizes in (from width in Gen.Choose(1, 65535) from height in Gen.Choose(1, 65535) select (width, height)).ListOf()
                    from pieces in Gen.Choose(1, 50).ListOf()
                    from separator in Gen.Elements("", "\n", " \n ")
                    select (sizes, pieces, separator);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var text = string.Join(one.separator, one.sizes.Select(size => $$"""{"Width":{{size.width}},"Height":{{size.height}}}"""));
            Assert.Equal(one.sizes, ReadAsync(text, [.. one.pieces]).GetAwaiter().GetResult());
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("""{"Width":0,"Height":5}{"Width":3,"Height":4}""", 3)]
    [InlineData("""{"Width":99999,"Height":5}{"Width":3,"Height":4}""", 3)]
    [InlineData("""{"Width":"x"}{"Width":3,"Height":4}""", 3)]
    [InlineData("""{}{"Width":3,"Height":4}""", 3)]
    public async Task Read_NoSize_IsSkipped(string text, int width)
    {
        Assert.Equal([(width, 4)], await ReadAsync(text, []));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{\"Width\":3,")]
    [InlineData("]")]
    public async Task Read_Nonsense_GivesNothing(string text)
    {
        Assert.Empty(await ReadAsync(text, [1]));
    }

    [Fact]
    public async Task Read_EndlessObject_Ends()
    {
        Assert.Empty(await ReadAsync("{\"" + new string('x', 100_000), [100]));
    }

    private static async Task<List<(int, int)>> ReadAsync(string text, IReadOnlyList<int> pieces)
    {
        var sizes = new List<(int, int)>();
        await foreach (var size in TerminalSizes.ReadAsync(new PiecewiseStream(Encoding.UTF8.GetBytes(text), pieces)))
        {
            sizes.Add((size.Width, size.Height));
        }

        return sizes;
    }
}
