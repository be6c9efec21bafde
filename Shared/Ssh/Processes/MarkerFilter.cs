using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Reeve.Ssh.Processes;

/// <summary>
/// Takes markers out of a stream of bytes that belongs to a program. A marker is <c>RS nonce kind text RS</c>; the nonce is random for each
/// program, so that no output is taken for one by chance. Bytes that can begin no marker pass at once. Not thread-safe.
/// </summary>
internal sealed class MarkerFilter
{
    private const byte Separator = 0x1e;
    private const int MaxText = 256;

    private readonly byte[] _start;
    private readonly Action<MarkerKind, string> _found;
    private readonly List<byte> _held = [];

    public MarkerFilter(Action<MarkerKind, string> found)
    {
        _found = found;
        Nonce = RandomNumberGenerator.GetHexString(24, lowercase: true);
        _start = [Separator, .. Encoding.ASCII.GetBytes(Nonce)];
    }

    /// <summary>What makes the markers of this stream its own: letters and digits.</summary>
    public string Nonce { get; }

    /// <summary>The format for <c>printf</c> of a shell that writes a marker; the text is appended to it.</summary>
    public string Format(MarkerKind kind, string text = "") => $"\\036{Nonce}{(char)kind}{text}\\036";

    /// <summary>Takes what came, and gives what is the program's own.</summary>
    public void Feed(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        foreach (var value in input)
        {
            _held.Add(value);
            Settle(output);
        }
    }

    /// <summary>Gives what was held back, as nothing follows.</summary>
    public void End(IBufferWriter<byte> output) => Release(output, _held.Count);

    private void Settle(IBufferWriter<byte> output)
    {
        var begun = _held.Count <= _start.Length ? _held[^1] == _start[_held.Count - 1] : _held.Count <= _start.Length + MaxText;
        if (begun && _held.Count > _start.Length + 1 && _held[^1] == Separator)
        {
            _found((MarkerKind)_held[_start.Length], Encoding.UTF8.GetString([.. _held[(_start.Length + 1)..^1]]));
            _held.Clear();
        }
        else if (!begun)
        {
            // A separator occurs in a start only at its beginning: the last byte may begin another marker, nothing before it can.
            var again = _held[^1] == Separator;
            Release(output, _held.Count - (again ? 1 : 0));
        }
    }

    private void Release(IBufferWriter<byte> output, int count)
    {
        var span = output.GetSpan(Math.Max(count, 1));
        for (var index = 0; index < count; index++)
        {
            span[index] = _held[index];
        }

        output.Advance(count);
        _held.RemoveRange(0, count);
    }
}
