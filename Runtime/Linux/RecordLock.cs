using System.Runtime.InteropServices;

namespace Reeve.Runtime.Linux;

/// <summary><c>struct flock</c> of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RecordLock
{
    public short Type;
    public short Whence;
    public long Start;
    public long Length;
    public int Process;
}
