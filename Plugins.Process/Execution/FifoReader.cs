using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Execution;

/// <summary>The reading end of a FIFO that this object makes and removes. Before somebody has written it waits, it does not end.</summary>
internal sealed class FifoReader : IDisposable
{
    private const uint OwnerOnly = 0x180; // 0600
    private const int NonBlocking = 0x800; // O_RDONLY | O_NONBLOCK
    private const int TryAgain = 11; // EAGAIN

    private readonly Poller _poller;
    private readonly string _path;
    private readonly SafeFileHandle _file;

    public FifoReader(Poller poller, string path)
    {
        _poller = poller;
        _path = path;
        File.Delete(path);
        var fd = Libc.MakeFifo(path, OwnerOnly) < 0 ? -1 : Libc.Open(path, NonBlocking | Libc.CloseOnExec);
        _file = fd >= 0
            ? new SafeFileHandle(fd, ownsHandle: true)
            : throw Libc.Failure($"The FIFO {path} cannot be made", Marshal.GetLastPInvokeError());
    }

    /// <summary>Copies until the writer has gone.</summary>
    /// <param name="writerEnds">There is nobody any more who could write: what is there is copied, then it ends.</param>
    /// <param name="cancellationToken">Ends the copying at once.</param>
    public async Task CopyToAsync(Stream output, CancellationToken writerEnds, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(writerEnds, cancellationToken);
        var buffer = new byte[8192];
        while (true)
        {
            var count = Read(buffer);
            if (count > 0)
            {
                await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                await output.FlushAsync(cancellationToken);
                continue;
            }

            if (writerEnds.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await _poller.WhenReadableAsync(_file, either.Token);
            }
            catch (OperationCanceledException) when (writerEnds.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                continue; // one more look
            }
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    private unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* data = buffer)
        {
            var count = (int)Libc.Read(_file, data, (nuint)buffer.Length);
            return count < 0 && Marshal.GetLastPInvokeError() != TryAgain
                ? throw Libc.Failure("The output of the container cannot be read", Marshal.GetLastPInvokeError())
                : count;
        }
    }
}
