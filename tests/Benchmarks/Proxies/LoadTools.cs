using System.Globalization;
using System.Text.Json;
using Reeve.Testing;

namespace Reeve.Benchmarks.Proxies;

/// <summary>wrk, h2load and iperf3.</summary>
internal sealed class LoadTools
{
    private const string Script = """
        done = function(summary, latency, requests)
          local e = summary.errors
          io.write(string.format("RESULT %d %d %f %f %f %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
            e.connect + e.read + e.write + e.status + e.timeout))
        end
        """;

    private readonly string _directory;

    public LoadTools(string directory)
    {
        _directory = directory;
        File.WriteAllText(Path.Combine(directory, "result.lua"), Script);
    }

    /// <summary>What is missing; null for nothing.</summary>
    public static string? Missing => new[] { "wrk", "h2load", "iperf3", "haproxy" }.Where(program => !Components.OnPath(program) && !File.Exists($"/usr/sbin/{program}")).ToArray() is { Length: > 0 } missing
        ? $"needs {string.Join(", ", missing)} (apt-get install wrk nghttp2-client iperf3 haproxy)"
        : Components.Missing(Component.Nginx);

    /// <summary>64 requests at a time, as fast as they are answered.</summary>
    public Task<LoadResult> AskAsync(Contender contender, LoadCase load, double seconds)
    {
        var address = contender.Address(load);
        return load.IsHttp2 ? AskHttp2Async(address, seconds) : AskHttp1Async(address, seconds);
    }

    public async Task<LoadResult> AskHttp1Async(Uri address, double seconds)
    {
        // wrk takes whole seconds.
        var text = await RunAsync("wrk", "-t2", "-c64", $"-d{Math.Max(1, (int)seconds)}s", "-s", Path.Combine(_directory, "result.lua"), address.AbsoluteUri);
        var fields = text.Split('\n').First(line => line.StartsWith("RESULT ", StringComparison.Ordinal)).Split(' ')[1..].Select(Number).ToArray();
        return new LoadResult { Rate = fields[0] / (fields[1] / 1e6), Requests = fields[0], P50 = fields[2] / 1e3, P99 = fields[3] / 1e3, P999 = fields[4] / 1e3, Failures = (long)fields[5] };
    }

    /// <summary>Bits a second by TCP, one connection.</summary>
    public static async Task<double> StreamAsync(int port, int seconds)
    {
        using var answer = JsonDocument.Parse(await RunTwiceAsync("iperf3", "-c", "127.0.0.1", "-p", Text(port), "-t", Text(seconds), "-J"));
        return answer.RootElement.GetProperty("end").GetProperty("sum_received").GetProperty("bits_per_second").GetDouble();
    }

    /// <summary>Datagrams of 200 bytes a second that arrive of as many as can be sent.</summary>
    public static async Task<double> DatagramsAsync(int port, int seconds)
    {
        using var answer = JsonDocument.Parse(await RunTwiceAsync("iperf3", "-u", "-b", "0", "-l", "200", "-c", "127.0.0.1", "-p", Text(port), "-t", Text(seconds), "-J"));
        var sum = answer.RootElement.GetProperty("end").GetProperty("sum");
        return (sum.GetProperty("packets").GetDouble() - sum.GetProperty("lost_packets").GetDouble()) / seconds;
    }

    private async Task<LoadResult> AskHttp2Async(Uri address, double seconds)
    {
        var log = Path.Combine(_directory, "h2load.log");
        File.Delete(log);
        var text = await RunAsync("h2load", "-c8", "-m8", "-t1", $"-D{Math.Max(1, (int)seconds)}", $"--log-file={log}", address.AbsoluteUri);
        var rate = Number(text.Split('\n').First(line => line.StartsWith("finished in ", StringComparison.Ordinal)).Split(", ")[1].Split(' ')[0]);
        var failed = text.Split('\n').First(line => line.StartsWith("requests: ", StringComparison.Ordinal)).Split(", ").First(part => part.EndsWith(" failed", StringComparison.Ordinal));

        // When it was sent, its status, and the microseconds that it took.
        var times = File.ReadLines(log).Select(line => line.Split('\t')).Where(fields => fields is [_, "200", _]).Select(fields => Number(fields[2]) / 1e3).Order().ToArray();
        if (times.Length == 0)
        {
            throw new BenchmarkException($"h2load {address} had no answer: {text}");
        }

        double At(double part) => times[Math.Min(times.Length - 1, (int)(part * times.Length))];
        return new LoadResult { Rate = rate, Requests = times.Length, P50 = At(0.5), P99 = At(0.99), P999 = At(0.999), Failures = (long)Number(failed.Split(' ')[0]) };
    }

    // Its server takes one client at a time and needs a moment between two; and the first datagram of a test may be lost.
    private static async Task<string> RunTwiceAsync(string program, params string[] arguments)
    {
        var first = await Tool.RunAsync(program, arguments, within: TimeSpan.FromSeconds(30));
        return first.Succeeded ? first.Output : await RunAsync(program, arguments);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var result = await Tool.RunAsync(program, arguments);
        return result.Succeeded ? result.Output : throw new BenchmarkException($"{program} {string.Join(' ', arguments)}: {result}");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
