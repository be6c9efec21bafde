using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Runtime.Linux;

/// <summary>Takes ownership of what a call returned.</summary>
[SupportedOSPlatform("linux")]
internal static class Descriptor
{
    /// <summary>A handle for a descriptor, or the error of the call that gave none.</summary>
    public static SafeFileHandle Own(int descriptor, string action, string what) => descriptor >= 0
        ? new SafeFileHandle(descriptor, ownsHandle: true)
        : throw Errno.Last().ToException(action, what);
}
