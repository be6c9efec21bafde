using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Reeve.Containers;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Execution;

/// <summary>A pipe for each stream that somebody wants, and the null device for the others.</summary>
internal sealed class PipeStreams : ExecStreams
{
    private const int ReadWrite = 2; // O_RDWR

    private readonly List<SafeFileHandle> _forCommand = [];
    private readonly PipeStream? _input;
    private readonly PipeStream? _output;
    private readonly PipeStream? _error;

    public PipeStreams(ExecRequest request)
    {
        _input = request.StandardInput is null ? AddNull() : AddPipe(PipeDirection.Out);
        _output = request.StandardOutput is null ? AddNull() : AddPipe(PipeDirection.In);
        _error = request.StandardError is null ? AddNull() : AddPipe(PipeDirection.In);
    }

    public override (int In, int Out, int Error) ForCommand => (Number(0), Number(1), Number(2));

    public override void Release() => _forCommand.ForEach(handle => handle.Dispose());

    public override async Task CopyInputAsync(Stream input, CancellationToken cancellationToken)
    {
        if (_input is null)
        {
            return;
        }

        try
        {
            await input.CopyToAsync(_input, cancellationToken);
        }
        catch (IOException)
        {
            // The command closed its input before it read everything, as head(1) does.
        }
        finally
        {
            await _input.DisposeAsync();
        }
    }

    public override Task CopyOutputAsync(Stream? output, Stream? error, CancellationToken cancellationToken) =>
        Task.WhenAll(CopyAsync(_output, output, cancellationToken), CopyAsync(_error, error, cancellationToken));

    public override void Dispose()
    {
        Release();
        _input?.Dispose();
        _output?.Dispose();
        _error?.Dispose();
    }

    private static Task CopyAsync(PipeStream? from, Stream? to, CancellationToken cancellationToken) =>
        from is null || to is null ? Task.CompletedTask : from.CopyToAsync(to, cancellationToken);

    private int Number(int index) => (int)_forCommand[index].DangerousGetHandle();

    private PipeStream? AddNull()
    {
        _forCommand.Add(Own(Libc.Open("/dev/null", ReadWrite | Libc.CloseOnExec)));
        return null;
    }

    private unsafe AnonymousPipeClientStream AddPipe(PipeDirection ours)
    {
        var pair = stackalloc int[2];
        if (Libc.Pipe(pair, Libc.CloseOnExec) < 0)
        {
            throw Libc.Failure("A pipe cannot be made", Marshal.GetLastPInvokeError());
        }

        var (here, there) = ours == PipeDirection.In ? (pair[0], pair[1]) : (pair[1], pair[0]);
        _forCommand.Add(Own(there));
        return new AnonymousPipeClientStream(ours, new SafePipeHandle(here, ownsHandle: true));
    }

    private static SafeFileHandle Own(int fd) =>
        fd >= 0 ? new SafeFileHandle(fd, ownsHandle: true) : throw Libc.Failure("A stream cannot be opened", Marshal.GetLastPInvokeError());
}
