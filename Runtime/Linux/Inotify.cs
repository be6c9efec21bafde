using System.Collections.Concurrent;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Runtime.Linux;

/// <summary>
/// One inotify instance with one thread, for any number of watched files. A callback runs on that thread and must not
/// block; it may be called without need, never too seldom.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class Inotify : IDisposable
{
    /// <summary>The file was written to or truncated.</summary>
    public const uint Modified = 0x2;

    /// <summary>Something in the directory was written, made, moved or removed, or the directory itself was.</summary>
    public const uint DirectoryChanged = Modified | 0x4 /* attributes */ | 0x40 | 0x80 /* moved from, to */ | 0x100 | 0x200 /* made, removed */ | 0x400 | 0x800 /* itself */;

    private const uint Overflow = 0x4000;
    private const uint Ignored = 0x8000;
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int HeaderBytes = 16;

    private readonly ConcurrentDictionary<int, Action> _callbacks = new();
    private readonly SafeFileHandle _events;
    private readonly SafeFileHandle _stop;
    private readonly Thread _thread;

    /// <summary>Acquires the instance.</summary>
    /// <exception cref="LinuxException">No more instances for this user (fs.inotify.max_user_instances).</exception>
    public Inotify()
    {
        _events = Descriptor.Own(Libc.InotifyInit(CloseOnExec | NonBlocking), "create", "an inotify instance");
        _stop = Descriptor.Own(Libc.EventFd(0, CloseOnExec), "create", "an eventfd");
        _thread = new Thread(Run) { IsBackground = true, Name = "inotify" };
        _thread.Start();
    }

    /// <summary>Calls back when a file changes after this has returned, until the result is disposed of.</summary>
    /// <exception cref="LinuxException">The file is not there, or no more watches for this user.</exception>
    public IDisposable Watch(string path, uint mask, Action changed) => new Watching(this, Add(path, mask, changed));

    /// <summary>Calls back when something at a path changes. The caller looks at it afterwards: what happens meanwhile may be missed.</summary>
    /// <returns>The watch: the same one for a file or directory that is watched already.</returns>
    /// <exception cref="LinuxException">The path is not there, or no more watches for this user.</exception>
    public int Add(string path, uint mask, Action changed)
    {
        var watch = Libc.InotifyAdd(_events, path, mask);
        if (watch < 0)
        {
            throw Errno.Last().ToException("watch", path);
        }

        _callbacks[watch] = changed;
        return watch;
    }

    /// <summary>Ends a watch. Ending one that has ended does no harm.</summary>
    public void Remove(int watch)
    {
        if (_callbacks.TryRemove(watch, out _) && !_events.IsClosed)
        {
            // Fails when the file is gone and the watch with it, which is what was wanted.
            Libc.InotifyRemove(_events, watch);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Libc.Write(_stop, BitConverter.GetBytes(1UL), sizeof(ulong));
        _thread.Join();
        _events.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        var buffer = new byte[64 * 1024];
        Span<PollDescriptor> wanted =
        [
            new() { Descriptor = (int)_events.DangerousGetHandle(), Wanted = PollDescriptor.Readable },
            new() { Descriptor = (int)_stop.DangerousGetHandle(), Wanted = PollDescriptor.Readable },
        ];
        while (true)
        {
            var ready = Libc.Poll(wanted, (nuint)wanted.Length, -1);
            if (ready > 0 && wanted[1].Happened != 0)
            {
                return;
            }

            // An interrupted or empty read is simply tried again.
            var count = ready > 0 ? (int)Libc.Read(_events, buffer, (nuint)buffer.Length) : 0;
            Dispatch(buffer.AsSpan(0, Math.Max(0, count)));
        }
    }

    private void Dispatch(ReadOnlySpan<byte> events)
    {
        // struct inotify_event { int wd; uint32_t mask, cookie, len; char name[len]; }
        while (events.Length >= HeaderBytes)
        {
            var watch = BitConverter.ToInt32(events);
            var mask = BitConverter.ToUInt32(events[4..]);
            events = events[(HeaderBytes + BitConverter.ToInt32(events[12..]))..];
            if ((mask & Overflow) != 0)
            {
                foreach (var callback in _callbacks.Values)
                {
                    callback();
                }
            }
            else if ((mask & Ignored) == 0 && _callbacks.TryGetValue(watch, out var callback))
            {
                callback();
            }
        }
    }

    private sealed class Watching(Inotify owner, int watch) : IDisposable
    {
        public void Dispose() => owner.Remove(watch);
    }
}
