using System.Runtime.InteropServices;

namespace Reeve.Host.Memory;

/// <summary>
/// The memory of native code: the compiler's, TLS's, the bus's. glibc serves it from arenas, up to eight for each processor, and keeps in
/// each what was freed there. Does nothing with another C library (musl). Thread-safe. Source: mallopt(3), malloc_trim(3).
/// </summary>
internal static partial class NativeHeap
{
    private const int MaxArenas = -8; // M_ARENA_MAX of malloc.h
    private const int Arenas = 2;

    /// <summary>
    /// Has threads share two arenas instead of taking one each, as an agent's many threads allocate seldom. To be called before there are
    /// more than a few threads: arenas that exist stay.
    /// </summary>
    public static void Share() => Ask(static () => MallOpt(MaxArenas, Arenas));

    /// <summary>Gives what is free to the operating system.</summary>
    public static void Trim() => Ask(static () => MallocTrim(0));

    private static void Ask(Func<int> call)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = call();
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library, which keeps nothing for threads.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
