using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Records;

/// <summary>One file of the journal. Supervisors append to it by themselves; a line is complete once it has its line feed.</summary>
internal sealed class JournalSegment : IDisposable
{
    private const int Flags = 2 | 0x400 | Libc.CloseOnExec; // O_RDWR | O_APPEND
    private const int Create = 0x40; // O_CREAT
    private const uint OwnerOnly = 0x180; // 0600

    private readonly SafeFileHandle _file;
    private byte[] _buffer = new byte[4096];

    public JournalSegment(string path, int number)
    {
        Path = path;
        Number = number;
        var fd = Libc.Open(path, Flags | Create, OwnerOnly);
        _file = fd >= 0
            ? new SafeFileHandle(fd, ownsHandle: true)
            : throw Libc.Failure($"The journal {path} cannot be opened", Marshal.GetLastPInvokeError());
    }

    public string Path { get; }

    public int Number { get; }

    /// <summary>How many containers have lines here that matter.</summary>
    public int Containers { get; set; }

    /// <summary>Bytes read so far.</summary>
    public long Offset { get; private set; }

    /// <summary>Appends a line with one write, as supervisors do.</summary>
    public unsafe void Append(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        fixed (byte* data = bytes)
        {
            if (Libc.Write(_file, data, (nuint)bytes.Length) != bytes.Length)
            {
                throw Libc.Failure($"The journal {Path} cannot be written", Marshal.GetLastPInvokeError());
            }
        }
    }

    /// <summary>The complete lines that were appended since the last call.</summary>
    public List<string> ReadNewLines()
    {
        var lines = new List<string>();
        int count;
        while ((count = RandomAccess.Read(_file, _buffer, Offset)) > 0)
        {
            var read = _buffer.AsSpan(0, count);
            var consumed = 0;
            for (int end; (end = read[consumed..].IndexOf((byte)'\n')) >= 0; consumed += end + 1)
            {
                lines.Add(Encoding.UTF8.GetString(read.Slice(consumed, end)));
            }

            Offset += consumed;
            if (consumed == 0)
            {
                if (count < _buffer.Length)
                {
                    break; // a torn line: what comes after it in this file was written before it
                }

                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
        }

        return lines;
    }

    public void Dispose() => _file.Dispose();
}
