using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Reeve.Host.Logging.Journal;

/// <summary>One entry in the native protocol of systemd's journal (systemd.io, "Native Journal Protocol"). Not thread-safe.</summary>
internal sealed class JournalEntry
{
    /// <summary>The longest value, in bytes: an entry has to fit into one datagram.</summary>
    public const int MaxValue = 32 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(256);

    /// <summary>The entry so far.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.WrittenSpan;

    /// <summary>Adds a field; a value that is too long is cut.</summary>
    /// <param name="name">Capital letters, digits and <c>_</c>.</param>
    /// <param name="value">Any text.</param>
    public JournalEntry Add(string name, string value)
    {
        var text = Encoding.UTF8.GetBytes(value).AsSpan();
        if (text.Length > MaxValue)
        {
            text = text[..Boundary(text, MaxValue)];
        }

        Encoding.UTF8.GetBytes(name, _buffer);
        if (text.Contains((byte)'\n'))
        {
            // With a length, because a line break would end the field.
            _buffer.Write("\n"u8);
            BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(sizeof(ulong)), (ulong)text.Length);
            _buffer.Advance(sizeof(ulong));
        }
        else
        {
            _buffer.Write("="u8);
        }

        _buffer.Write(text);
        _buffer.Write("\n"u8);
        return this;
    }

    // Not within a character.
    private static int Boundary(ReadOnlySpan<byte> text, int length)
    {
        while (length > 0 && (text[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return length;
    }
}
