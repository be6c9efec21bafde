namespace Reeve.Plugins.Process.Supervisor;

/// <summary>What a supervisor takes as the value of <see cref="Signal"/>; see <c>tree.h</c>. 1 to 64 is a signal for the main process.</summary>
internal static class SupervisorCommand
{
    /// <summary>SIGRTMIN as C libraries number it. Queued by the kernel, so that no command is lost.</summary>
    public const int Signal = 34;

    public const int KillAll = 0;

    public const int CloseInput = 1000;

    /// <summary>Shows output from now on in the FIFOs <c>TOKEN.out</c> and <c>TOKEN.err</c> beside the journal too.</summary>
    public const int Attach = 1001;

    public static int Resize(ushort columns, ushort rows) => 0x40000000 | ((columns & 0x7fff) << 15) | (rows & 0x7fff);
}
