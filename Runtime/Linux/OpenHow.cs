using System.Runtime.InteropServices;

namespace Reeve.Runtime.Linux;

/// <summary>The kernel's <c>struct open_how</c>, see openat2(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OpenHow
{
    public ulong Flags;
    public ulong Mode;
    public ulong Resolve;
}
