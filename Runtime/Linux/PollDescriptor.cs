using System.Runtime.InteropServices;

namespace Reeve.Runtime.Linux;

/// <summary><c>struct pollfd</c>, see poll(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public const short Readable = 1;

    public int Descriptor;
    public short Wanted;
    public short Happened;
}
