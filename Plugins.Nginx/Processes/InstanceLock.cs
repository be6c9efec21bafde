using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Plugins.Nginx.Processes;

/// <summary>
/// Keeps two instances on the same files from handling nginx at once, as there are while the plugin is replaced: flock(2), because the agent
/// switches off the locks that the framework would take.
/// </summary>
internal static partial class InstanceLock
{
    private const int Exclusive = 2;
    private const int NonBlocking = 4;
    private const int WouldBlock = 11;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for the lock; disposing gives it back.</summary>
    public static async Task<IDisposable> TakeAsync(NginxFiles files, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var file = File.OpenHandle(files.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        try
        {
            while (Flock(file, Exclusive | NonBlocking) != 0)
            {
                if (Marshal.GetLastPInvokeError() != WouldBlock)
                {
                    throw new IOException($"{files.Lock} cannot be locked: {Marshal.GetLastPInvokeErrorMessage()}");
                }

                await Task.Delay(Pause, timeProvider, cancellationToken); // the other one has it
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
