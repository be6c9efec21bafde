using System.Buffers.Text;
using System.Text;

namespace Reeve.Runtime.Images.Layers;

/// <summary>
/// Reads tar archives as images have them: ustar with the extensions of POSIX (pax) and GNU (long names, big numbers). The base library's reader
/// takes extended attributes for text, which file capabilities are not. See tar(5).
/// </summary>
/// <exception cref="InvalidDataException">The archive is malformed, or has what images do not (sparse files).</exception>
internal sealed class TarReader(Stream archive)
{
    private const int BlockSize = 512;
    private const int MaxExtension = 1024 * 1024;

    private readonly byte[] _block = new byte[BlockSize];
    private long _left; // of the present entry's content
    private int _padding;

    /// <summary>Goes to the next entry; null at the end.</summary>
    public TarEntry? Next()
    {
        Dictionary<string, byte[]> extensions = [];
        byte[]? longName = null;
        byte[]? longTarget = null;
        while (true)
        {
            Skip();
            if (!ReadBlock())
            {
                return null;
            }

            CheckSum();
            var type = (char)_block[156];
            var length = Number(124, 12);
            if (length < 0)
            {
                throw new InvalidDataException("An entry of the archive has a negative length.");
            }

            if (type is 'x' or 'g' or 'L' or 'K')
            {
                var content = ReadExtension(length);
                switch (type)
                {
                    case 'x':
                        ReadPax(content, extensions);
                        break;
                    case 'L':
                        longName = Terminated(content);
                        break;
                    case 'K':
                        longTarget = Terminated(content);
                        break;
                    default:
                        break; // global headers are comments (git's commit id) in practice
                }

                continue;
            }

            return Entry(type, length, extensions, longName, longTarget);
        }
    }

    /// <summary>Reads from the present entry's content; 0 at its end.</summary>
    public int Read(Span<byte> buffer)
    {
        if (_left == 0)
        {
            return 0;
        }

        var count = archive.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= count;
        return count > 0 ? count : throw Truncated();
    }

    private TarEntry Entry(char type, long length, Dictionary<string, byte[]> extensions, byte[]? longName, byte[]? longTarget)
    {
        if (type == 'S' || extensions.Keys.Any(static key => key.StartsWith("GNU.sparse.", StringComparison.Ordinal)))
        {
            throw new InvalidDataException("The archive has a sparse file, which images do not.");
        }

        var kind = type switch
        {
            '0' or '\0' or '7' => TarKind.File,
            '1' => TarKind.HardLink,
            '2' => TarKind.SymbolicLink,
            '3' => TarKind.CharacterDevice,
            '4' => TarKind.BlockDevice,
            '5' => TarKind.Directory,
            '6' => TarKind.Fifo,
            _ => throw new InvalidDataException($"The archive has an entry of the unknown type '{type}'."),
        };
        var name = extensions.GetValueOrDefault("path") ?? longName ?? UstarName();
        var size = extensions.TryGetValue("size", out var given) ? Decimal(given) : length;
        if (kind == TarKind.File && name.Length > 0 && name[^1] == '/')
        {
            kind = TarKind.Directory; // as archives older than POSIX have them
        }

        // Only files have content; links of some archives bear the length of what they link to.
        _left = kind == TarKind.File ? size : 0;
        _padding = (int)((BlockSize - (_left % BlockSize)) % BlockSize);
        var (seconds, nanoseconds) = extensions.TryGetValue("mtime", out var time) ? Time(time) : (Number(136, 12), 0);
        return new TarEntry
        {
            Name = name,
            Kind = kind,
            Target = extensions.GetValueOrDefault("linkpath") ?? longTarget ?? Terminated(_block.AsSpan(157, 100)),
            Mode = (int)(Number(100, 8) & 0xFFF),
            User = (uint)(extensions.TryGetValue("uid", out var user) ? Decimal(user) : Number(108, 8)),
            Group = (uint)(extensions.TryGetValue("gid", out var group) ? Decimal(group) : Number(116, 8)),
            Length = _left,
            ModifiedSeconds = seconds,
            ModifiedNanoseconds = nanoseconds,
            DeviceMajor = (uint)Number(329, 8),
            DeviceMinor = (uint)Number(337, 8),
            Attributes = extensions.Where(static pair => pair.Key.StartsWith("SCHILY.xattr.", StringComparison.Ordinal))
                .ToDictionary(static pair => pair.Key["SCHILY.xattr.".Length..], static pair => pair.Value),
        };
    }

    private byte[] UstarName()
    {
        var name = Terminated(_block.AsSpan(0, 100));
        var isUstar = _block.AsSpan(257, 6).SequenceEqual("ustar\0"u8);
        var prefix = isUstar ? Terminated(_block.AsSpan(345, 155)) : [];
        return prefix.Length == 0 ? name : [.. prefix, (byte)'/', .. name];
    }

    private byte[] ReadExtension(long length)
    {
        if (length > MaxExtension)
        {
            throw new InvalidDataException("The archive has a header that is too long.");
        }

        var content = new byte[length];
        _left = length;
        _padding = (int)((BlockSize - (length % BlockSize)) % BlockSize);
        for (var at = 0; at < content.Length;)
        {
            at += Read(content.AsSpan(at));
        }

        return content;
    }

    // Records of "length key=value\n", where the length counts the whole record and the value may hold anything.
    private static void ReadPax(ReadOnlySpan<byte> content, Dictionary<string, byte[]> extensions)
    {
        while (!content.IsEmpty)
        {
            if (!Utf8Parser.TryParse(content, out int length, out var digits) || length <= digits + 1 || length > content.Length
                || content[digits] != ' ' || content[length - 1] != '\n')
            {
                throw new InvalidDataException("The archive has a malformed extended header.");
            }

            var record = content[(digits + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0)
            {
                throw new InvalidDataException("The archive has a malformed extended header.");
            }

            extensions[Encoding.UTF8.GetString(record[..equals])] = record[(equals + 1)..].ToArray();
            content = content[length..];
        }
    }

    private void Skip()
    {
        var rest = _left + _padding;
        Span<byte> buffer = stackalloc byte[4096];
        while (rest > 0)
        {
            var count = archive.Read(buffer[..(int)Math.Min(buffer.Length, rest)]);
            rest -= count > 0 ? count : throw Truncated();
        }

        (_left, _padding) = (0, 0);
    }

    /// <summary>False at the end: a block of zeros, or nothing any more.</summary>
    private bool ReadBlock()
    {
        var count = archive.ReadAtLeast(_block, BlockSize, throwOnEndOfStream: false);
        return count == 0 ? false : count < BlockSize ? throw Truncated() : _block.AsSpan().ContainsAnyExcept((byte)0);
    }

    private void CheckSum()
    {
        var sum = 0L;
        for (var i = 0; i < BlockSize; i++)
        {
            sum += i is >= 148 and < 156 ? ' ' : _block[i];
        }

        if (sum != Number(148, 8))
        {
            throw new InvalidDataException("This is no tar archive, or it is damaged.");
        }
    }

    // Octal digits, or, with the first bit set, a big-endian number.
    private long Number(int offset, int length)
    {
        ReadOnlySpan<byte> field = _block.AsSpan(offset, length);
        if ((field[0] & 0x80) != 0)
        {
            var number = field[0] == 0xFF ? -1L : field[0] & 0x7FL;
            foreach (var part in field[1..])
            {
                number = (number << 8) | part;
            }

            return number;
        }

        var value = 0L;
        foreach (var digit in field.Trim((byte)' ').TrimEnd((byte)0).Trim((byte)' '))
        {
            if (digit == 0)
            {
                break;
            }

            value = digit is >= (byte)'0' and <= (byte)'7'
                ? (value << 3) | (long)(digit - '0')
                : throw new InvalidDataException("The archive has a malformed number.");
        }

        return value;
    }

    private static long Decimal(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long value, out var length) && length == text.Length && value >= 0
            ? value
            : throw new InvalidDataException("The archive has a malformed number.");

    private static (long Seconds, long Nanoseconds) Time(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out decimal value, out var length) && length == text.Length && Math.Abs(value) < 1e15m
            ? ((long)Math.Floor(value), (long)((value - Math.Floor(value)) * 1_000_000_000))
            : throw new InvalidDataException("The archive has a malformed time.");

    private static byte[] Terminated(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)0);
        return (end < 0 ? text : text[..end]).ToArray();
    }

    private static InvalidDataException Truncated() => new("The archive ends in the middle.");
}
