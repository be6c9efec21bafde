using System.Runtime.InteropServices;

namespace Reeve.Host.Memory;

/// <inheritdoc/>
internal sealed partial class ProcessMemory : IProcessMemory
{
    private bool _hasNativeTrim = OperatingSystem.IsLinux();

    /// <inheritdoc/>
    public long Allocated => GC.GetTotalAllocatedBytes();

    /// <inheritdoc/>
    public void Trim()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (_hasNativeTrim)
        {
            try
            {
                // The compiler's and TLS's memory: glibc keeps what they freed in an arena for every few threads. See malloc_trim(3).
                _ = MallocTrim(0);
            }
            catch (EntryPointNotFoundException)
            {
                // Another C library (musl), which has none.
                _hasNativeTrim = false;
            }
        }

        Release();
    }

    /// <inheritdoc/>
    public void Release() => FileMappings.Release();

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
