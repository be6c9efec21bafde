using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Reeve.Plugins.Process.Identity;

namespace Reeve.Plugins.Process.Supervisor;

/// <summary>Writes a spec in the form that <c>spec.h</c> reads: little-endian 32-bit numbers, strings with length and a final NUL.</summary>
internal sealed class SpecWriter
{
    private const uint Version = 1;
    private const uint FileModeMask = 0x12; // 022

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    private SpecWriter()
    {
    }

    /// <summary>The whole message, its length first.</summary>
    public static ReadOnlyMemory<byte> Write(SupervisorSpec spec)
    {
        var writer = new SpecWriter();
        writer.Number(0);
        writer.Body(spec);
        var message = writer._buffer.WrittenMemory;
        BinaryPrimitives.WriteUInt32LittleEndian(System.Runtime.InteropServices.MemoryMarshal.AsMemory(message).Span, (uint)message.Length - sizeof(uint));
        return message;
    }

    private void Body(SupervisorSpec spec)
    {
        var identity = spec.Identity;
        Number(Version);
        Number((uint)spec.Mode);
        Number((uint)FlagsOf(spec));
        Number(identity.User);
        Number(identity.Group);
        Number(FileModeMask);
        Number((uint)(spec.OomScoreAdjustment ?? 0));
        Number((uint)(identity.Capabilities ?? 0));
        Number((uint)((identity.Capabilities ?? 0) >> 32));
        Number((uint)(spec.Target?.Pid ?? 0));
        Text(spec.Target?.Start ?? "");
        Text(spec.JournalPath);
        Text(spec.Token);
        Text(spec.StandardOutput);
        Text(spec.StandardError);
        Text(spec.StandardInput);
        Text(spec.WorkingDirectory);
        Text(spec.BootId);
        Text(spec.Label);
        Text(SearchPathOf(spec));
        Number((uint)(identity.Groups?.Count ?? 0));
        foreach (var group in identity.Groups ?? [])
        {
            Number(group);
        }

        Number((uint)spec.Arguments.Count);
        foreach (var argument in spec.Arguments)
        {
            Text(argument);
        }

        Variables(spec);
        Number((uint)spec.Mounts.Count);
        foreach (var mount in spec.Mounts)
        {
            Number((uint)mount.Kind);
            Number(mount.Flags);
            Number(mount.Mode);
            Text(mount.Source);
            Text(mount.Target);
        }
    }

    private static SupervisorFlags FlagsOf(SupervisorSpec spec) =>
        spec.Flags
        | (spec.Identity.Groups is null ? 0 : SupervisorFlags.SetGroups)
        | (spec.Identity.Capabilities is null ? 0 : SupervisorFlags.SetCapabilities)
        | (spec.Identity.NoNewPrivileges ? SupervisorFlags.NoNewPrivileges : 0)
        | (spec.OomScoreAdjustment is null ? 0 : SupervisorFlags.SetOomScore);

    private static string SearchPathOf(SupervisorSpec spec)
    {
        foreach (var (name, value) in spec.Environment)
        {
            if (name == "PATH")
            {
                return value;
            }
        }

        return SupervisorSpec.DefaultSearchPath;
    }

    private void Variables(SupervisorSpec spec)
    {
        Number((uint)spec.Environment.Count + 1);
        foreach (var (name, value) in spec.Environment)
        {
            Pair(name, value);
        }

        Pair(SupervisorSpec.MarkerVariable, spec.Token);
    }

    private void Number(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(sizeof(uint)), value);
        _buffer.Advance(sizeof(uint));
    }

    private void Text(string text)
    {
        Number((uint)Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, _buffer);
        End();
    }

    private void Pair(string name, string value)
    {
        Number((uint)(Encoding.UTF8.GetByteCount(name) + 1 + Encoding.UTF8.GetByteCount(value)));
        Encoding.UTF8.GetBytes(name, _buffer);
        _buffer.Write("="u8);
        Encoding.UTF8.GetBytes(value, _buffer);
        End();
    }

    private void End()
    {
        _buffer.GetSpan(1)[0] = 0;
        _buffer.Advance(1);
    }
}
