using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Kubeadm.Cri;

namespace Reeve.Plugins.Kubeadm.Tests.Cri;

public sealed class WireReaderTests
{
    [Fact]
    public void Text_OfAnyText_IsReadAsItWasWritten() => Prop.ForAll<NonNull<string>>(text =>
        !text.Get.All(char.IsAscii) || WireReader.Text(WireReader.WriteText(text.Get), 1) == text.Get).QuickCheckThrowOnFailure();

    [Fact]
    public void Fields_OfAnyBytes_AreReadOrRefused() => Prop.ForAll<byte[]>(bytes =>
    {
        try
        {
            return WireReader.Fields(bytes).Sum(field => field.Value.Length) <= bytes.Length;
        }
        catch (InvalidDataException)
        {
            return true; // said, not crashed
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fields_WithNumbersBetween_PassesThemOver()
    {
        // field 1: varint 300; field 2: fixed 64; field 3: "ab"; field 4: fixed 32
        byte[] message = [0x08, 0xac, 0x02, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x1a, 2, (byte)'a', (byte)'b', 0x25, 1, 2, 3, 4];

        var field = Assert.Single(WireReader.Fields(message));

        Assert.Equal((3, "ab"), (field.Number, WireReader.Text(message, 3)));
    }

    [Fact]
    public void Fields_CutOff_AreRefused() => Assert.Throws<InvalidDataException>(() => WireReader.Fields(new byte[] { 0x0a, 5, 1 }).ToList());
}
