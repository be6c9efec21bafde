using System.Runtime.InteropServices;
using System.Text;

namespace Reeve.Systemd.Bus;

/// <summary>Appends values to a message by their D-Bus signatures. Used on the connection's thread alone.</summary>
internal readonly unsafe struct MessageWriter(nint message)
{
    public void Write(string signature, object value)
    {
        var at = 0;
        Write(signature, ref at, value);
    }

    public void Properties(IReadOnlyList<UnitProperty> properties)
    {
        Check(SdBus.OpenContainer(message, (byte)'a', "(sv)"));
        foreach (var property in properties)
        {
            Check(SdBus.OpenContainer(message, (byte)'r', "sv"));
            Write("s", property.Name);
            Check(SdBus.OpenContainer(message, (byte)'v', property.Signature));
            Write(property.Signature, property.Value);
            Check(SdBus.CloseContainer(message));
            Check(SdBus.CloseContainer(message));
        }

        Check(SdBus.CloseContainer(message));
    }

    /// <summary>An array without items.</summary>
    public void Empty(string contents)
    {
        Check(SdBus.OpenContainer(message, (byte)'a', contents));
        Check(SdBus.CloseContainer(message));
    }

    private void Write(string signature, ref int at, object value)
    {
        var type = signature[at];
        switch (type)
        {
            case 'a':
                WriteArray(signature, ref at, value);
                break;
            case '(':
                var end = SignatureEnd(signature, at);
                Check(SdBus.OpenContainer(message, (byte)'r', signature[(at + 1)..(end - 1)]));
                at++;
                foreach (var item in (object[])value)
                {
                    Write(signature, ref at, item);
                }

                at = end;
                Check(SdBus.CloseContainer(message));
                break;
            default:
                WriteBasic(type, value);
                at++;
                break;
        }
    }

    private void WriteArray(string signature, ref int at, object value)
    {
        var end = SignatureEnd(signature, at);
        var contents = signature[(at + 1)..end];
        at = end;
        if (value is byte[] bytes)
        {
            fixed (byte* data = bytes)
            {
                Check(SdBus.AppendArray(message, (byte)'y', data, (nuint)bytes.Length));
            }

            return;
        }

        Check(SdBus.OpenContainer(message, (byte)'a', contents));
        foreach (var item in (object[])value)
        {
            Write(contents, item);
        }

        Check(SdBus.CloseContainer(message));
    }

    private void WriteBasic(char type, object value)
    {
        if (value is string text)
        {
            var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
            Encoding.UTF8.GetBytes(text, bytes);
            fixed (byte* data = bytes)
            {
                Check(SdBus.AppendBasic(message, (byte)type, data));
            }

            return;
        }

        if (value is SafeHandle file)
        {
            AppendDescriptor(type, file);
            return;
        }

        var number = value switch
        {
            bool truth => truth ? 1UL : 0,
            int signed => (ulong)signed,
            uint unsigned => unsigned,
            ulong wide => wide,
            _ => throw new ArgumentException($"no value of type {type}: {value.GetType()}"),
        };
        // Little-endian machines alone: a narrower type is read from the low bytes.
        Check(SdBus.AppendBasic(message, (byte)type, &number));
    }

    private void AppendDescriptor(char type, SafeHandle file)
    {
        var added = false;
        try
        {
            file.DangerousAddRef(ref added);
            var descriptor = (int)file.DangerousGetHandle();
            Check(SdBus.AppendBasic(message, (byte)type, &descriptor)); // duplicates it
        }
        finally
        {
            if (added)
            {
                file.DangerousRelease();
            }
        }
    }

    /// <summary>Where the complete type that begins at a place ends.</summary>
    internal static int SignatureEnd(string signature, int at)
    {
        while (signature[at] == 'a')
        {
            at++;
        }

        if (signature[at] is not ('(' or '{'))
        {
            return at + 1;
        }

        var depth = 0;
        do
        {
            depth += signature[at] is '(' or '{' ? 1 : signature[at] is ')' or '}' ? -1 : 0;
            at++;
        }
        while (depth > 0);
        return at;
    }

    private static void Check(int result)
    {
        if (result < 0)
        {
            throw new ProviderException(ErrorReason.Invalid, $"A message to systemd cannot be made: {Marshal.GetPInvokeErrorMessage(-result)}.");
        }
    }
}
