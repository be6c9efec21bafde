using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace Reeve.AspNetCore.Grpc.Framing;

/// <summary>Writes messages as <see cref="MessageReader"/> reads them, never compressed.</summary>
internal static class MessageWriter
{
    /// <summary>Writes a message.</summary>
    public static void Write(IBufferWriter<byte> output, IMessage message)
    {
        var length = message.CalculateSize();
        var header = output.GetSpan(MessageReader.HeaderBytes);
        header[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)length);
        output.Advance(MessageReader.HeaderBytes);
        message.WriteTo(output);
    }
}
