using System.Text;
using Microsoft.Win32.SafeHandles;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Supervisor;

/// <summary>A supervisor that this agent started, by its socket, which it keeps open as long as it lives.</summary>
internal sealed class SupervisorProcess(ControlSocket control) : IDisposable
{
    private const int LongestAnswer = 512;
    private static readonly TimeSpan UsualAnswerTime = TimeSpan.FromMilliseconds(2);

    private readonly byte[] _received = new byte[LongestAnswer];
    private int _count;

    /// <summary>Sends what to do and returns the answer; null if the supervisor died without one.</summary>
    public async Task<string?> SendAsync(SupervisorSpec spec, CancellationToken cancellationToken)
    {
        // If it is gone, what it may have said before is read all the same.
        await control.SendAsync(SpecWriter.Write(spec), cancellationToken);

        // The answer nearly always comes at once: waiting for it here is cheaper than to give up the thread and get it back.
        control.IsReadable(UsualAnswerTime);
        return await ReadLineAsync(cancellationToken);
    }

    /// <summary>The next line of the supervisor; null at the end.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = Array.IndexOf(_received, (byte)'\n', 0, _count);
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString(_received, 0, end);
                _received.AsSpan(end + 1, _count - end - 1).CopyTo(_received);
                _count -= end + 1;
                return line;
            }

            var read = await control.ReceiveAsync(_received.AsMemory(_count), cancellationToken);
            if (read == 0)
            {
                return null;
            }

            _count += read;
        }
    }

    /// <summary>A process descriptor of the supervisor, which said its number; null if it has ended already.</summary>
    public SafeFileHandle? Open(int pid)
    {
        var process = PidFd.Open(pid);
        // The number is its own as long as it lives; after that it may be another's.
        if (process is not null && control.IsReadable(TimeSpan.Zero))
        {
            process.Dispose();
            return null;
        }

        return process;
    }

    /// <summary>Ends an exec with all its processes; returns once they are gone.</summary>
    public async Task EndAsync()
    {
        control.EndSending();
        while (await control.ReceiveAsync(_received, CancellationToken.None) > 0)
        {
        }
    }

    /// <summary>Closes the socket: a container that has not begun will not, an exec ends.</summary>
    public void Dispose() => control.Dispose();
}
