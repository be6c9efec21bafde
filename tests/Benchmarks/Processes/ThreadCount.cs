using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Benchmarks.Processes;

/// <summary>
/// How many threads all processes of the machine have together: one number in <c>/proc/loadavg</c>, which the kernel keeps anyway,
/// so that asking costs microseconds however many processes there are. See proc(5).
/// </summary>
internal sealed class ThreadCount : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle("/proc/loadavg");
    private readonly byte[] _line = new byte[128];

    /// <summary>The number now.</summary>
    public int Now() => Parse(_line.AsSpan(0, RandomAccess.Read(_file, _line, 0)));

    /// <summary>Takes it from the line: what follows the slash in <c>0.20 0.18 0.12 1/80 11206</c>.</summary>
    /// <exception cref="BenchmarkException">There is none.</exception>
    public static int Parse(ReadOnlySpan<byte> line)
    {
        var slash = line.IndexOf((byte)'/');
        return slash >= 0 && Utf8Parser.TryParse(line[(slash + 1)..], out int threads, out _)
            ? threads
            : throw new BenchmarkException("/proc/loadavg has no number of threads");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
