namespace Reeve.Runtime.Engine.Logs;

/// <summary>Turns what a container wrote into CRI lines. Pure: where it stopped follows from the bytes alone.</summary>
internal ref struct CriEncoder(Span<byte> target, ReadOnlySpan<byte> time)
{
    private readonly Span<byte> _target = target;
    private readonly ReadOnlySpan<byte> _time = time;

    /// <summary>Bytes written so far.</summary>
    public int Written { get; private set; }

    /// <summary>Encodes whole lines, and pieces of lines that are too long.</summary>
    /// <param name="source">What is in the spool, from the start of a line or of a piece.</param>
    /// <param name="stream"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="softLimit">No further line is begun once so many bytes are written.</param>
    /// <param name="final">Nothing follows: also takes a last line that was not ended, with the tag P.</param>
    /// <returns>Bytes of the source that were taken.</returns>
    public int Encode(ReadOnlySpan<byte> source, ReadOnlySpan<byte> stream, int softLimit, bool final)
    {
        var taken = 0;
        while (taken < source.Length && Written < softLimit)
        {
            var rest = source[taken..];
            var end = rest[..Math.Min(rest.Length, CriFormat.MaxTextBytes + 1)].IndexOf((byte)'\n');
            if (end < 0 && rest.Length <= CriFormat.MaxTextBytes && !final)
            {
                break;
            }

            var text = rest[..(end >= 0 ? end : Math.Min(rest.Length, CriFormat.MaxTextBytes))];
            if (Written + CriFormat.HeaderBytes + text.Length + 1 > _target.Length)
            {
                break;
            }

            Put(text, stream, end >= 0 ? (byte)'F' : (byte)'P');
            taken += text.Length + (end >= 0 ? 1 : 0);
        }

        return taken;
    }

    private void Put(ReadOnlySpan<byte> text, ReadOnlySpan<byte> stream, byte tag)
    {
        var line = _target[Written..];
        _time.CopyTo(line);
        line[CriFormat.TimeBytes] = (byte)' ';
        stream.CopyTo(line[(CriFormat.TimeBytes + 1)..]);
        line[CriFormat.HeaderBytes - 3] = (byte)' ';
        line[CriFormat.HeaderBytes - 2] = tag;
        line[CriFormat.HeaderBytes - 1] = (byte)' ';
        text.CopyTo(line[CriFormat.HeaderBytes..]);
        line[CriFormat.HeaderBytes + text.Length] = (byte)'\n';
        Written += CriFormat.HeaderBytes + text.Length + 1;
    }
}
