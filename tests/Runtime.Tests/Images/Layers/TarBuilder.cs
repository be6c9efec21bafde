using System.Globalization;
using System.Text;

namespace Reeve.Runtime.Tests.Images.Layers;

/// <summary>Writes tar archives byte by byte, also those that no tool would write.</summary>
internal sealed class TarBuilder
{
    private readonly MemoryStream _out = new();

    public byte[] ToArray()
    {
        using var whole = new MemoryStream();
        whole.Write(_out.ToArray());
        whole.Write(new byte[1024]);
        return whole.ToArray();
    }

    public TarBuilder Directory(string name, int mode = 0x1ED, int user = 0, int group = 0) => Add(name, '5', [], "", mode, user, group);

    public TarBuilder File(string name, string content = "", int mode = 0x1A4, int user = 0, int group = 0) =>
        Add(name, '0', Encoding.UTF8.GetBytes(content), "", mode, user, group);

    public TarBuilder Link(string name, string target) => Add(name, '2', [], target, 0x1FF);

    public TarBuilder HardLink(string name, string target) => Add(name, '1', [], target, 0x1A4);

    public TarBuilder Device(string name, int major, int minor) => Add(name, '3', [], "", 0x1B6, major: major, minor: minor);

    /// <summary>A pax header for the next entry.</summary>
    public TarBuilder Pax(string key, byte[] value)
    {
        var body = new byte[key.Length + value.Length + 3];
        body[0] = (byte)' ';
        Encoding.ASCII.GetBytes(key, body.AsSpan(1));
        body[key.Length + 1] = (byte)'=';
        value.CopyTo(body, key.Length + 2);
        body[^1] = (byte)'\n';
        var length = body.Length;
        while (length != body.Length + length.ToString(CultureInfo.InvariantCulture).Length)
        {
            length = body.Length + length.ToString(CultureInfo.InvariantCulture).Length;
        }

        return Add("pax", 'x', [.. Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture)), .. body], "", 0x1A4);
    }

    public TarBuilder LongName(string name) => Add("././@LongLink", 'L', [.. Encoding.UTF8.GetBytes(name), 0], "", 0);

    public TarBuilder Add(
        string name, char type, byte[] content, string target, int mode, int user = 0, int group = 0, int major = 0, int minor = 0, long? length = null)
    {
        var block = new byte[512];
        Encoding.UTF8.GetBytes(name).CopyTo(block, 0);
        Octal(block, 100, 8, mode);
        Octal(block, 108, 8, user);
        Octal(block, 116, 8, group);
        Octal(block, 124, 12, length ?? content.Length);
        Octal(block, 136, 12, 1_000_000_000);
        block[156] = (byte)type;
        Encoding.UTF8.GetBytes(target).CopyTo(block, 157);
        "ustar\0"u8.CopyTo(block.AsSpan(257));
        "00"u8.CopyTo(block.AsSpan(263));
        Octal(block, 329, 8, major);
        Octal(block, 337, 8, minor);
        block.AsSpan(148, 8).Fill((byte)' ');
        Octal(block, 148, 7, block.Sum(static item => item));
        _out.Write(block);
        _out.Write(content);
        _out.Write(new byte[(512 - (content.Length % 512)) % 512]);
        return this;
    }

    private static void Octal(byte[] block, int offset, int length, long value)
    {
        var text = Convert.ToString(value, 8).PadLeft(length - 1, '0');
        Encoding.ASCII.GetBytes(text).CopyTo(block, offset);
        block[offset + length - 1] = 0;
    }
}
