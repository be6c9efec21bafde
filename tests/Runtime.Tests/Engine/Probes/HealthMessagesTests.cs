using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Engine.Probes;

namespace Reeve.Runtime.Tests.Engine.Probes;

public class HealthMessagesTests
{
    [Fact]
    public void ReadStatus_AnyBytes_NeverThrows() =>
        Prop.ForAll<byte[]>(static bytes => Assert.Null(Record.Exception(() => HealthMessages.ReadStatus([0, 0, 0, 0, (byte)(bytes?.Length ?? 0), .. bytes ?? []]))))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void ReadStatus_UnknownFields_AreSkipped() =>
        Assert.Equal(1, HealthMessages.ReadStatus([0, 0, 0, 0, 8, 0x12, 2, 9, 9, 0x08, 1, 0x18, 7]));

    [Fact]
    public void ReadStatus_Empty_IsUnknown() => Assert.Equal(0, HealthMessages.ReadStatus([0, 0, 0, 0, 0]));

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 2, 8, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 8, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 8 })]
    public void ReadStatus_Malformed_IsNull(byte[] frame) => Assert.Null(HealthMessages.ReadStatus(frame));

    [Fact]
    public void Request_LongName_HasAVarintLength()
    {
        var frame = HealthMessages.Request(new string('s', 300));
        Assert.Equal([0x0A, 0xAC, 0x02], frame[5..8]);
        Assert.Equal(5 + 3 + 300, frame.Length);
    }

    [Fact]
    public void Request_NoService_IsEmpty() => Assert.Equal([0, 0, 0, 0, 0], HealthMessages.Request(""));
}
