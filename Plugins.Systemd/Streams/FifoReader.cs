using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Plugins.Systemd.Streams;

/// <summary>The reading end of a FIFO that this object makes and removes. Before somebody has written it waits, it does not end.</summary>
internal sealed class FifoReader : IDisposable
{
    private const uint OwnerMode = 0x180; // 0600
    private readonly string _path;
    private readonly AnonymousPipeClientStream _reader;
    private readonly SafeFileHandle _writer;

    public FifoReader(string path)
    {
        const string Problem = "The output of the container cannot be followed";
        _path = path;
        File.Delete(path);
        if (StreamCalls.MakeFifo(path, OwnerMode) < 0)
        {
            throw StreamCalls.Failure(Problem);
        }

        var file = StreamCalls.Open(Problem, path, StreamCalls.NonBlocking);
        _reader = new AnonymousPipeClientStream(PipeDirection.In, new SafePipeHandle(file.DangerousGetHandle(), ownsHandle: true));
        file.SetHandleAsInvalid();
        _writer = StreamCalls.Open(Problem, path, StreamCalls.WriteOnly | StreamCalls.NonBlocking);
    }

    /// <summary>Copies until <see cref="End"/>, and what was written before.</summary>
    public Task CopyToAsync(Stream output, CancellationToken cancellationToken) => _reader.CopyToAsync(output, cancellationToken);

    /// <summary>Nobody else writes any more.</summary>
    public void End() => _writer.Dispose();

    public void Dispose()
    {
        _writer.Dispose();
        _reader.Dispose();
        File.Delete(_path);
    }
}
