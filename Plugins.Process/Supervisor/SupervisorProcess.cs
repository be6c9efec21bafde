using System.Net.Sockets;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Supervisor;

/// <summary>A supervisor that this agent started: its socket and its process descriptor.</summary>
internal sealed class SupervisorProcess(int pid, SafeFileHandle process, Socket control) : IDisposable
{
    private const int LongestAnswer = 512;
    private static readonly TimeSpan UsualAnswerTime = TimeSpan.FromMilliseconds(2);

    private readonly byte[] _received = new byte[LongestAnswer];
    private int _count;

    public int Pid { get; } = pid;

    /// <summary>The caller takes it over from a container that started.</summary>
    public SafeFileHandle Process { get; } = process;

    /// <summary>Sends what to do and returns the answer; null if the supervisor died without one.</summary>
    public async Task<string?> SendAsync(SupervisorSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            var message = SpecWriter.Write(spec);
            while (message.Length > 0)
            {
                message = message[await control.SendAsync(message, SocketFlags.None, cancellationToken)..];
            }
        }
        catch (SocketException)
        {
            // It is gone; what it may have said before is read all the same.
        }

        // The answer nearly always comes at once: waiting for it here is cheaper than to give up the thread and get it back.
        control.Poll(UsualAnswerTime, SelectMode.SelectRead);
        return await ReadLineAsync(cancellationToken);
    }

    /// <summary>The next line of the supervisor; null at the end.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        try
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

                var read = await control.ReceiveAsync(_received.AsMemory(_count), SocketFlags.None, cancellationToken);
                if (read == 0)
                {
                    return null;
                }

                _count += read;
            }
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Closes the socket, which ends an exec with all its processes. The process descriptor stays open.</summary>
    public void Dispose() => control.Dispose();
}
