using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>
/// What is committed of an attempt's log: so much of the spools is in the CRI file, which is so long. Everything in the CRI
/// file beyond that is dropped and written again.
/// </summary>
internal readonly record struct LogRecord
{
    /// <summary>Bytes of its encoded form.</summary>
    public const int Size = 80;

    private const uint Magic = 0x314C5652;

    /// <summary>One more with each commit.</summary>
    public long Sequence { get; init; }

    /// <summary>The number of the CRI file that is written to: how often it was rotated.</summary>
    public long Generation { get; init; }

    /// <summary>Bytes of the CRI file.</summary>
    public long Length { get; init; }

    public SpoolPosition StandardOutput { get; init; }

    public SpoolPosition StandardError { get; init; }

    /// <summary>The attempt has ended, and all of it is in the CRI file.</summary>
    public bool Completed { get; init; }

    public void Encode(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], Completed ? 1 : 0);
        ReadOnlySpan<long> numbers =
            [Sequence, Generation, Length, StandardOutput.Offset, StandardOutput.Freed, StandardError.Offset, StandardError.Freed];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(target[(8 + (i * 8))..], numbers[i]);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(target[64..], Checksum(target[..64]));
    }

    /// <summary>Reads one; null if it is torn or none.</summary>
    public static LogRecord? Decode(ReadOnlySpan<byte> source)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(source) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(source[64..]) != Checksum(source[..64]))
        {
            return null;
        }

        Span<long> numbers = stackalloc long[7];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadInt64LittleEndian(source[(8 + (i * 8))..]);
        }

        return new LogRecord
        {
            Completed = BinaryPrimitives.ReadInt32LittleEndian(source[4..]) == 1,
            Sequence = numbers[0],
            Generation = numbers[1],
            Length = numbers[2],
            StandardOutput = new SpoolPosition(numbers[3], numbers[4]),
            StandardError = new SpoolPosition(numbers[5], numbers[6]),
        };
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var part in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            crc = BitOperations.Crc32C(crc, part);
        }

        return ~crc;
    }
}
