using System.Runtime.InteropServices;

namespace Reeve.Systemd.Bus;

/// <summary>Reads values of a message. Used on the connection's thread alone.</summary>
internal readonly unsafe struct MessageReader(nint message)
{
    public string Member => Marshal.PtrToStringUTF8((nint)SdBus.GetMember(message)) ?? "";

    public string Path => Marshal.PtrToStringUTF8((nint)SdBus.GetPath(message)) ?? "";

    /// <summary>The next value, whatever its type.</summary>
    public object Read()
    {
        byte type;
        byte* contents;
        if (Check(SdBus.PeekType(message, &type, &contents)) == 0)
        {
            throw Short();
        }

        switch (type)
        {
            case (byte)'s' or (byte)'o' or (byte)'g':
                return ReadString(type);
            case (byte)'a' when contents[0] == 'y' && contents[1] == 0:
                void* data;
                nuint size;
                Check(SdBus.ReadArray(message, (byte)'y', &data, &size));
                return new ReadOnlySpan<byte>(data, (int)size).ToArray();
            case (byte)'v':
                Check(SdBus.EnterContainer(message, type, contents));
                var content = Read();
                Check(SdBus.ExitContainer(message));
                return content;
            case (byte)'a' or (byte)'r' or (byte)'e':
                return ReadItems(type, contents);
            default:
                return ReadNumber(type);
        }
    }

    public string ReadString() => (string)Read();

    /// <summary>A dictionary of properties (<c>a{sv}</c>), of which only some are wanted.</summary>
    public Dictionary<string, object> ReadProperties(Func<string, bool> wanted)
    {
        var properties = new Dictionary<string, object>();
        byte type;
        byte* contents;
        Check(SdBus.PeekType(message, &type, &contents));
        Check(SdBus.EnterContainer(message, type, contents));
        while (!AtEnd())
        {
            Check(SdBus.PeekType(message, &type, &contents));
            Check(SdBus.EnterContainer(message, type, contents));
            var name = ReadString();
            if (wanted(name))
            {
                properties[name] = Read();
            }
            else
            {
                Check(SdBus.Skip(message, "v"));
            }

            Check(SdBus.ExitContainer(message));
        }

        Check(SdBus.ExitContainer(message));
        return properties;
    }

    private object[] ReadItems(byte type, byte* contents)
    {
        var items = new List<object>();
        Check(SdBus.EnterContainer(message, type, contents));
        while (!AtEnd())
        {
            items.Add(Read());
        }

        Check(SdBus.ExitContainer(message));
        return items.ToArray();
    }

    private bool AtEnd()
    {
        byte type;
        byte* contents;
        return Check(SdBus.PeekType(message, &type, &contents)) == 0;
    }

    private string ReadString(byte type)
    {
        byte* text;
        Check(SdBus.ReadBasic(message, type, &text));
        return Marshal.PtrToStringUTF8((nint)text) ?? "";
    }

    private object ReadNumber(byte type)
    {
        ulong value = 0;
        Check(SdBus.ReadBasic(message, type, &value));
        return type switch
        {
            (byte)'b' => (uint)value != 0,
            (byte)'y' => (byte)value,
            (byte)'n' => (short)value,
            (byte)'q' => (ushort)value,
            (byte)'i' or (byte)'h' => (int)value,
            (byte)'u' => (uint)value,
            (byte)'x' => (long)value,
            (byte)'d' => BitConverter.UInt64BitsToDouble(value),
            _ => value,
        };
    }

    private static int Check(int result) => result < 0 ? throw Short() : result;

    private static ProviderException Short() => new(ErrorReason.Transient, "systemd's answer is not what was expected.");
}
