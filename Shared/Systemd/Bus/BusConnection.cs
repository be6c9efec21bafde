using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Reeve.Systemd.Bus;

/// <summary>
/// A connection to a bus and the one thread that uses it, for sd-bus is not thread-safe. A lost connection is made again
/// until the end; calls wait in the queue meanwhile, those that were sent fail.
/// </summary>
internal sealed class BusConnection : IDisposable
{
    private const int CloseOnExecNonBlocking = 0x80000 | 0x800; // EFD_CLOEXEC | EFD_NONBLOCK
    private const short Readable = 1; // POLLIN
    private const byte Reply = 2;
    private const byte Error = 3;
    private const byte Signal = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SystemdAddress _address;
    private readonly Action<MessageReader> _signal;
    private readonly Action<BusConnection> _connected;
    private readonly ConcurrentQueue<BusCall> _queue = new();
    private readonly Dictionary<ulong, BusCall> _sent = [];
    private readonly int _wake;
    private readonly Thread _thread;
    private nint _bus;
    private volatile bool _ends;

    /// <param name="signal">Takes signals, on the connection's thread.</param>
    /// <param name="connected">Told after each new connection but the first, on the connection's thread.</param>
    /// <exception cref="ProviderException">There is no bus.</exception>
    public BusConnection(SystemdAddress address, Action<MessageReader> signal, Action<BusConnection> connected)
    {
        (_address, _signal, _connected) = (address, signal, connected);
        var result = Open();
        if (result < 0)
        {
            throw new ProviderException(
                ErrorReason.Transient, $"systemd's bus ({address}) does not answer: {Marshal.GetPInvokeErrorMessage(-result)}.");
        }

        _wake = SdBus.EventDescriptor(0, CloseOnExecNonBlocking);
        _thread = new Thread(Run) { IsBackground = true, Name = "systemd bus" };
        _thread.Start();
    }

    public void Enqueue(BusCall call)
    {
        _queue.Enqueue(call);
        Wake();
    }

    public void Dispose()
    {
        if (!_ends)
        {
            _ends = true;
            Wake();
            _thread.Join();
            _ = SdBus.Close(_wake);
        }
    }

    private void Run()
    {
        while (!_ends)
        {
            if (_bus == 0 && !Reopen())
            {
                continue;
            }

            if (!Send() || !Receive())
            {
                Drop();
            }
        }

        Drop();
        while (_queue.TryDequeue(out var call))
        {
            call.Answer.TrySetException(BusErrors.Lost);
        }
    }

    private unsafe int Open()
    {
        nint bus = 0;
        int result;
        try
        {
            result = _address switch
            {
                _ when _address == SystemdAddress.System => SdBus.OpenSystem(&bus),
                _ when _address == SystemdAddress.User => SdBus.OpenUser(&bus),
                _ => OpenAddress(&bus),
            };
        }
        catch (DllNotFoundException exception)
        {
            throw new ProviderException(ErrorReason.Unsupported, "This machine has no systemd: libsystemd.so.0 is missing.", exception);
        }

        if (result >= 0)
        {
            _bus = bus;
        }
        else if (bus != 0)
        {
            SdBus.CloseUnref(bus);
        }

        return result;
    }

    private unsafe int OpenAddress(nint* bus)
    {
        var result = SdBus.New(bus);
        result = result < 0 ? result : SdBus.SetAddress(*bus, _address.Text);
        result = result < 0 ? result : SdBus.SetBusClient(*bus, 1);
        return result < 0 ? result : SdBus.Start(*bus);
    }

    private bool Reopen()
    {
        if (Open() >= 0)
        {
            _connected(this);
            return true;
        }

        Wait(-1, 0, (int)Pause.TotalMilliseconds);
        return false;
    }

    private unsafe bool Send()
    {
        while (_queue.TryDequeue(out var call))
        {
            nint message = 0;
            try
            {
                var result = SdBus.NewCall(_bus, &message, call.Destination, call.Path, call.Interface, call.Member);
                if (result >= 0)
                {
                    call.Write(new MessageWriter(message));
                    ulong cookie;
                    result = SdBus.Send(_bus, message, &cookie);
                    if (result >= 0)
                    {
                        _sent[cookie] = call;
                    }
                }

                if (result < 0)
                {
                    call.Answer.TrySetException(BusErrors.Lost);
                    return false;
                }
            }
            catch (ProviderException exception)
            {
                call.Answer.TrySetException(exception);
            }
            finally
            {
                SdBus.Unref(message);
            }
        }

        return true;
    }

    /// <summary>Handles what has come, or waits for more; false if the connection is lost.</summary>
    private unsafe bool Receive()
    {
        nint message = 0;
        var result = SdBus.Process(_bus, &message);
        if (result < 0)
        {
            return false;
        }

        if (message != 0)
        {
            try
            {
                Handle(message);
            }
            finally
            {
                SdBus.Unref(message);
            }
        }
        else if (result == 0)
        {
            ulong timeout;
            var bounded = SdBus.GetTimeout(_bus, &timeout) >= 0 && timeout != ulong.MaxValue;
            Wait(SdBus.GetDescriptor(_bus), (short)SdBus.GetEvents(_bus), bounded ? (int)Pause.TotalMilliseconds : -1);
        }

        return true;
    }

    private unsafe void Handle(nint message)
    {
        byte type;
        _ = SdBus.GetMessageType(message, &type);
        ulong cookie;
        if (type == Signal)
        {
            try
            {
                _signal(new MessageReader(message));
            }
            catch (ProviderException)
            {
                // A signal of another shape than systemd's: not one of ours.
            }
        }
        else if (type is Reply or Error && SdBus.GetReplyCookie(message, &cookie) >= 0 && _sent.Remove(cookie, out var call))
        {
            if (type == Error)
            {
                call.Answer.TrySetException(BusErrors.Of(SdBus.GetError(message)));
                return;
            }

            try
            {
                call.Answer.TrySetResult(call.Read(new MessageReader(message)));
            }
            catch (ProviderException exception)
            {
                call.Answer.TrySetException(exception);
            }
        }
    }

    private void Drop()
    {
        if (_bus != 0)
        {
            SdBus.CloseUnref(_bus);
            _bus = 0;
        }

        foreach (var call in _sent.Values)
        {
            call.Answer.TrySetException(BusErrors.Lost);
        }

        _sent.Clear();
    }

    private unsafe void Wait(int descriptor, short events, int milliseconds)
    {
        var entries = stackalloc SdBus.PollEntry[2];
        entries[0] = new SdBus.PollEntry { Descriptor = _wake, Events = Readable };
        entries[1] = new SdBus.PollEntry { Descriptor = descriptor, Events = events };
        _ = SdBus.Poll(entries, 2, milliseconds);
        ulong count;
        _ = SdBus.Read(_wake, &count, sizeof(ulong));
    }

    private unsafe void Wake()
    {
        var one = 1UL;
        _ = SdBus.Write(_wake, &one, sizeof(ulong));
    }
}
