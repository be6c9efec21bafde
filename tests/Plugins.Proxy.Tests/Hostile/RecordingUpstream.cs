using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reeve.Plugins.Proxy.Tests.Hostile;

/// <summary>
/// A server of HTTP/1.1 that reads to the letter and notes what it was asked for, with the size of each body. What two servers might understand differently is a
/// violation: both framings at once, lines that end in a bare LF, folded headers, sizes with anything but digits.
/// </summary>
internal sealed class RecordingUpstream : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public RecordingUpstream()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        Address = new Uri($"http://{_listener.LocalEndPoint}");
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Requests as <c>METHOD target BYTES-OF-BODY</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The headers of all requests, as they came.</summary>
    public ConcurrentQueue<string> Headers { get; } = new();

    /// <summary>What it could not read, or could have read in two ways.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return; // the test is over
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using (socket)
            await using (var stream = new BufferedStream(new NetworkStream(socket)))
            {
                while (await ReadLineAsync(stream) is { } start)
                {
                    await TakeAsync(stream, start);
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                    await stream.FlushAsync();
                }
            }
        }
        catch (InvalidDataException exception)
        {
            Violations.Enqueue(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            return; // the proxy broke off: what was not complete does not count
        }
    }

    private async Task TakeAsync(Stream stream, string start)
    {
        List<string> headers = [];
        while (await ReadLineAsync(stream) is { Length: > 0 } line)
        {
            headers.Add(line);
        }

        if (headers.Any(header => header[0] is ' ' or '\t' || header.IndexOf(':') < 1 || header[..header.IndexOf(':')].Contains(' ')))
        {
            throw new InvalidDataException($"{start}: a header that is none");
        }

        var lengths = Values(headers, "Content-Length");
        var codings = Values(headers, "Transfer-Encoding");
        if (lengths.Length + codings.Length > 1 || Values(headers, "Host").Length != 1)
        {
            throw new InvalidDataException($"{start}: {string.Join(", ", headers)}");
        }

        var size = codings.Length > 0 ? await ReadChunksAsync(stream, codings[0]) : lengths.Length > 0 ? await SkipAsync(stream, Number(lengths[0], NumberStyles.None)) : 0;
        var parts = start.Split(' ');
        Requests.Enqueue($"{parts[0]} {parts[1]} {size}");
        Headers.Enqueue(string.Join("\n", headers));
    }

    private static string[] Values(List<string> headers, string name) =>
        [.. headers.Where(header => header.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(header => header[(name.Length + 1)..].Trim(' '))];

    private static async Task<long> ReadChunksAsync(Stream stream, string coding)
    {
        if (coding != "chunked")
        {
            throw new InvalidDataException($"Transfer-Encoding: {coding}");
        }

        long total = 0;
        while (true)
        {
            var size = Number(await ReadLineAsync(stream) ?? throw new IOException("The body broke off."), NumberStyles.AllowHexSpecifier);
            if (size == 0)
            {
                while (await ReadLineAsync(stream) is { Length: > 0 })
                {
                }

                return total;
            }

            total += await SkipAsync(stream, size);
            if (await ReadLineAsync(stream) is not "")
            {
                throw new InvalidDataException("a chunk that does not end where it says");
            }
        }
    }

    private static long Number(string text, NumberStyles style) =>
        long.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : throw new InvalidDataException($"the size \"{text}\"");

    private static async Task<long> SkipAsync(Stream stream, long count)
    {
        var buffer = new byte[Math.Min(count, 65_536)];
        for (var rest = count; rest > 0;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(rest, buffer.Length)));
            rest -= read > 0 ? read : throw new IOException("The body broke off.");
        }

        return count;
    }

    private static async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                return line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : throw new InvalidDataException($"a bare LF after \"{line}\"");
            }

            line.Append((char)one[0]);
            if (line.Length > 1 && line[^2] == '\r')
            {
                throw new InvalidDataException($"a bare CR in \"{line}\"");
            }
        }

        return line.Length == 0 ? null : throw new IOException("The line broke off.");
    }
}
