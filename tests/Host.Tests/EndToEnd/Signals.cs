using System.Runtime.InteropServices;

namespace Reeve.Host.Tests.EndToEnd;

/// <summary>Signals to processes that a test started.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    public static void Send(int process, int signal) => Assert.Equal(0, SendSignal(process, signal));

    public static bool IsAlive(int process) => SendSignal(process, 0) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
