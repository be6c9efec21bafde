using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Plugins.Process.Native;

/// <summary>One thread that waits for many descriptors with epoll(7): the ends of processes, output of terminals.</summary>
/// <remarks>Thread-safe. Disposing cancels what waits and returns once the thread has ended.</remarks>
internal sealed class Poller : IDisposable
{
    private const int Add = 1;
    private const int Delete = 2;
    private const int BatchSize = 64;
    private const uint Readable = 1; // EPOLLIN
    private const uint Writable = 4; // EPOLLOUT
    private const uint Once = 1u << 30; // EPOLLONESHOT

    // The kernel packs struct epoll_event on x86_64 alone.
    private static readonly int ItemBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly ConcurrentDictionary<long, TaskCompletionSource> _waiting = new();
    private readonly SafeFileHandle _epoll;
    private readonly SafeFileHandle _stop;
    private readonly Thread _thread;
    private long _last;
    private bool _disposed;

    public Poller()
    {
        _epoll = Own(Libc.EpollCreate(Libc.CloseOnExec));
        _stop = Own(Libc.EventFd(0, Libc.CloseOnExec));
        Control(Add, _stop, Readable, 0);
        _thread = new Thread(Run) { IsBackground = true, Name = "Process watcher" };
        _thread.Start();
    }

    /// <summary>Completes once the descriptor can be read: a process has ended. Cancelled when the poller is disposed.</summary>
    /// <param name="fd">Stays open until the task has completed; at most one call at a time for one descriptor.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task WhenReadableAsync(SafeFileHandle fd, CancellationToken cancellationToken = default) => WaitAsync(fd, Readable, cancellationToken);

    /// <summary>Completes once the descriptor can be written; else as <see cref="WhenReadableAsync"/>.</summary>
    public Task WhenWritableAsync(SafeFileHandle fd, CancellationToken cancellationToken) => WaitAsync(fd, Writable, cancellationToken);

    public unsafe void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        ulong one = 1;
        _ = Libc.Write(_stop, &one, sizeof(ulong));
        _thread.Join();
        foreach (var source in _waiting.Values)
        {
            source.TrySetCanceled();
        }

        _epoll.Dispose();
        _stop.Dispose();
    }

    private async Task WaitAsync(SafeFileHandle fd, uint events, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _disposed))
        {
            throw new OperationCanceledException("The watching has ended.");
        }

        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var key = Interlocked.Increment(ref _last);
        _waiting[key] = source;
        using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), source);
        Control(Add, fd, events, key);
        try
        {
            await source.Task;
        }
        finally
        {
            _waiting.TryRemove(key, out _);
            if (!Volatile.Read(ref _disposed))
            {
                Control(Delete, fd, 0, 0);
            }
        }
    }

    private static SafeFileHandle Own(int fd) =>
        fd >= 0 ? new SafeFileHandle(fd, ownsHandle: true) : throw Libc.Failure("Processes cannot be watched", Marshal.GetLastPInvokeError());

    private unsafe void Control(int operation, SafeFileHandle fd, uint events, long key)
    {
        var item = stackalloc byte[16];
        *(uint*)item = events | Once;
        *(long*)(item + ItemBytes - sizeof(long)) = key;
        if (Libc.EpollControl(_epoll, operation, (int)fd.DangerousGetHandle(), item) < 0 && operation == Add)
        {
            throw Libc.Failure("A process cannot be watched", Marshal.GetLastPInvokeError());
        }
    }

    private unsafe void Run()
    {
        var items = stackalloc byte[BatchSize * ItemBytes];
        while (true)
        {
            var count = Libc.EpollWait(_epoll, items, BatchSize, -1);
            for (var i = 0; i < count; i++)
            {
                var key = *(long*)(items + ((i + 1) * ItemBytes) - sizeof(long));
                if (key == 0)
                {
                    return;
                }

                if (_waiting.TryGetValue(key, out var source))
                {
                    source.TrySetResult();
                }
            }
        }
    }
}
