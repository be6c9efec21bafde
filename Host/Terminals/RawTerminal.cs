using System.Runtime.InteropServices;

namespace Reeve.Host.Terminals;

/// <summary>Puts the terminal of standard input into raw mode, so that each key goes to the command, and back when disposed.</summary>
internal sealed partial class RawTerminal : IDisposable
{
    // struct termios has 60 bytes on Linux and 72 on macOS; it is only handed back and forth.
    private const int TermiosSize = 256;

    private const int StandardInput = 0;
    private const int AtOnce = 0; // TCSANOW

    private readonly byte[] _saved;

    private RawTerminal(byte[] saved) => _saved = saved;

    /// <summary>Enters raw mode.</summary>
    /// <returns>The way back, or null where standard input is no terminal.</returns>
    public static RawTerminal? Enter()
    {
        var saved = new byte[TermiosSize];
        if (OperatingSystem.IsWindows() || TcGetAttr(StandardInput, saved) != 0)
        {
            return null;
        }

        var raw = (byte[])saved.Clone();
        CfMakeRaw(raw);
        return TcSetAttr(StandardInput, AtOnce, raw) == 0 ? new RawTerminal(saved) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = TcSetAttr(StandardInput, AtOnce, _saved);
        }
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int TcGetAttr(int descriptor, [Out] byte[] termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int TcSetAttr(int descriptor, int when, [In] byte[] termios);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void CfMakeRaw([In, Out] byte[] termios);
}
