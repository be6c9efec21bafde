using Reeve.Plugins.Systemd.Streams;

namespace Reeve.Plugins.Systemd.Tests.Streams;

public sealed class ContainerStreamsTests
{
    [Theory]
    [InlineData(true, false, null)]
    [InlineData(true, true, null)]
    [InlineData(false, false, "/dev/pts/7")]
    [InlineData(true, true, "/dev/pts/12")]
    public void Parse_OwnText_GivesTheSame(bool input, bool once, string? terminal)
    {
        var streams = new ContainerStreams { Input = input, InputOnce = once, Terminal = terminal };

        Assert.Equal(streams, ContainerStreams.Parse(streams.ToString()));
    }

    [Fact]
    public void Parse_Nothing_IsNull() => Assert.Null(ContainerStreams.Parse(""));
}
