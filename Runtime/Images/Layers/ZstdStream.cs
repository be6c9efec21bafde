using System.Runtime.InteropServices;
using Reeve.Streams;

namespace Reeve.Runtime.Images.Layers;

/// <summary>Decompresses Zstandard (RFC 8878) by libzstd, which the base library has not. Reads only; owns the inner stream.</summary>
internal sealed partial class ZstdStream : ReadStream
{
    private const string Library = "libzstd.so.1";

    private readonly Stream _compressed;
    private readonly byte[] _input = new byte[128 * 1024];
    private nint _context;
    private int _at;
    private int _end;
    private bool _frameDone = true;

    /// <exception cref="ProviderException">Unsupported: the library is missing.</exception>
    public ZstdStream(Stream compressed)
    {
        _compressed = compressed;
        try
        {
            _context = CreateContext();
        }
        catch (DllNotFoundException e)
        {
            throw new ProviderException(
                ErrorReason.Unsupported, $"The image has layers compressed with zstd, and this machine lacks {Library}: install it (Debian: apt-get install libzstd1).", e);
        }
    }

    public override unsafe int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        if (buffer.IsEmpty)
        {
            return 0;
        }

        while (true)
        {
            var ended = false;
            if (_at == _end)
            {
                (_at, _end) = (0, _compressed.Read(_input, 0, _input.Length));
                ended = _end == 0;
                if (ended && _frameDone)
                {
                    return 0;
                }
            }

            fixed (byte* input = _input)
            fixed (byte* output = buffer)
            {
                var from = new Buffer { Start = (nint)input, Size = (nuint)_end, Position = (nuint)_at };
                var to = new Buffer { Start = (nint)output, Size = (nuint)buffer.Length };
                var hint = Decompress(_context, ref to, ref from);
                if (IsError(hint) != 0)
                {
                    throw new InvalidDataException($"The zstd data are damaged: {Marshal.PtrToStringUTF8(ErrorName(hint))}.");
                }

                _at = (int)from.Position;
                _frameDone = hint == 0;
                if (to.Position > 0)
                {
                    return (int)to.Position;
                }
            }

            if (ended)
            {
                throw new InvalidDataException("The zstd data end in the middle.");
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        var context = Interlocked.Exchange(ref _context, 0);
        if (context != 0)
        {
            _ = FreeContext(context);
        }

        if (disposing)
        {
            _compressed.Dispose();
        }

        base.Dispose(disposing);
    }

    [LibraryImport(Library, EntryPoint = "ZSTD_createDStream")]
    private static partial nint CreateContext();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDStream")]
    private static partial nuint FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressStream")]
    private static partial nuint Decompress(nint context, ref Buffer output, ref Buffer input);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint code);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorName")]
    private static partial nint ErrorName(nuint code);

    // ZSTD_inBuffer and ZSTD_outBuffer, which have the same shape.
    [StructLayout(LayoutKind.Sequential)]
    private struct Buffer
    {
        public nint Start;
        public nuint Size;
        public nuint Position;
    }
}
