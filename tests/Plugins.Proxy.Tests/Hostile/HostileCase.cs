using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Hostile;

/// <summary>One of the requests of <c>corpus.txt</c>.</summary>
/// <param name="Name">What it tries.</param>
/// <param name="Answers">The status codes that it gets.</param>
/// <param name="Reaches">What the server behind sees of it.</param>
/// <param name="Sent">The bytes.</param>
internal sealed partial record HostileCase(string Name, string Answers, string[] Reaches, byte[] Sent)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostileCase> All { get; } = [.. Read().Split("\n== ").Skip(1).Select(Parse)];

    [GeneratedRegex(@"^HTTP/1\.1 (\d{3})", RegexOptions.Multiline)]
    public static partial Regex StatusLine();

    [GeneratedRegex(@"^X-Injected", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    public static partial Regex InjectedHeader();

    /// <summary>Sends it on a connection of its own and reads until that ends. At once: an answer may come, and the connection end, before all was sent.</summary>
    public async Task<string> SendAsync(IPEndPoint endPoint)
    {
        using var socket = await Clients.ConnectAsync(endPoint);
        var sending = SendAllAsync();
        var answer = await socket.ReadTextAsync(1 << 20);
        await sending;
        return answer;

        async Task SendAllAsync()
        {
            try
            {
                using var limit = new CancellationTokenSource(Eventually.Deadline);
                for (ReadOnlyMemory<byte> rest = Sent; !rest.IsEmpty; rest = rest[await socket.SendAsync(rest, limit.Token)..])
                {
                }
            }
            catch (SocketException)
            {
                return; // it has heard enough
            }
        }
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(HostileCase).Assembly.GetManifestResourceStream("corpus.txt")!);
        return reader.ReadToEnd();
    }

    private static HostileCase Parse(string text)
    {
        var lines = text.Split('\n');
        return new HostileCase(
            lines[0],
            Values(lines, "answers: ").Single(),
            Values(lines, "reaches: "),
            Bytes(string.Concat(lines.Skip(1).Where(line => !line.StartsWith("answers: ", StringComparison.Ordinal) && !line.StartsWith("reaches: ", StringComparison.Ordinal)))));
    }

    private static string[] Values(string[] lines, string name) =>
        [.. lines.Where(line => line.StartsWith(name, StringComparison.Ordinal)).Select(line => line[name.Length..])];

    private static byte[] Bytes(string text)
    {
        var repeated = Repetition().Replace(text, match => string.Concat(Enumerable.Repeat(match.Groups[2].Value, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))));
        return Encoding.Latin1.GetBytes(Escape().Replace(repeated, match => match.Value[1] switch
        {
            'r' => "\r",
            'n' => "\n",
            't' => "\t",
            '0' => "\0",
            _ => ((char)int.Parse(match.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        }));
    }

    [GeneratedRegex(@"\{(\d+)\*([^}]*)\}")]
    private static partial Regex Repetition();

    [GeneratedRegex(@"\\(r|n|t|0|x[0-9a-f]{2})")]
    private static partial Regex Escape();
}
