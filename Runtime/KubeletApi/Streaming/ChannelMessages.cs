using System.Buffers;
using System.Buffers.Text;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>Messages of a channel.</summary>
internal static class ChannelMessages
{
    /// <summary>Room that a message needs.</summary>
    public static int Length(int data, bool base64) => 1 + (base64 ? Base64.GetMaxEncodedToUtf8Length(data) : data);

    /// <summary>Writes a message.</summary>
    /// <returns>Its length.</returns>
    public static int Write(byte channel, ReadOnlySpan<byte> data, bool base64, Span<byte> message)
    {
        if (!base64)
        {
            message[0] = channel;
            data.CopyTo(message[1..]);
            return 1 + data.Length;
        }

        message[0] = (byte)('0' + channel);
        Base64.EncodeToUtf8(data, message[1..], out _, out var written);
        return 1 + written;
    }

    /// <summary>Reads a whole message of base64, in its place.</summary>
    /// <returns>False if it is malformed.</returns>
    public static bool TryReadText(Span<byte> message, out byte channel, out int length)
    {
        (channel, length) = (0, 0);
        if (message.IsEmpty || message[0] < '0')
        {
            return false;
        }

        channel = (byte)(message[0] - '0');
        return Base64.DecodeFromUtf8InPlace(message[1..], out length) == OperationStatus.Done;
    }
}
