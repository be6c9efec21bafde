using System.Globalization;

namespace Reeve.Benchmarks.Proxies;

/// <summary>Runs all loads on all contenders in turns, so that whatever else the machine does strikes all alike.</summary>
internal sealed class ProxyRun(LoadTools tools, ProxyPace pace, IReadOnlyList<Contender> contenders)
{
    private static readonly TimeSpan BetweenChanges = TimeSpan.FromMilliseconds(100);

    public static IReadOnlyList<string> Percentiles { get; } = ["p50", "p99", "p99.9"];

    public ProxyResults Results { get; } = new();

    public async Task HttpAsync(string memory)
    {
        foreach (var load in LoadCase.All)
        {
            // Code becomes fast by being used.
            await tools.AskAsync(contenders[0], load, 2 * pace.Seconds);
        }

        for (var round = 0; round < pace.Rounds; round++)
        {
            foreach (var load in LoadCase.All)
            {
                foreach (var contender in InTurn(round))
                {
                    var before = contender.ProcessorTime;
                    var result = await tools.AskAsync(contender, load, pace.Seconds);
                    Add(contender, $"{load}", result);
                    if (contender.ProcessorTime - before is var taken && taken > TimeSpan.Zero)
                    {
                        Results.Add(contender.Name, $"{load}: processor time of a request (µs)", taken.TotalMicroseconds / result.Requests);
                    }
                }
            }
        }

        foreach (var contender in contenders.Where(contender => contender.Memory > 0))
        {
            Results.Add(contender.Name, memory, contender.Memory / 1e6);
        }
    }

    public async Task StreamsAsync(string tcp, string tcpTime, string udp)
    {
        for (var round = 0; round < pace.Rounds; round++)
        {
            foreach (var contender in InTurn(round))
            {
                var before = contender.ProcessorTime;
                var rate = await LoadTools.StreamAsync(contender.Ports.Stream, pace.Seconds) / 8e9;
                Results.Add(contender.Name, tcp, rate);
                if (contender.ProcessorTime - before is var taken && taken > TimeSpan.Zero)
                {
                    Results.Add(contender.Name, tcpTime, taken.TotalSeconds / (rate * pace.Seconds));
                }
            }

            foreach (var contender in InTurn(round).Where(contender => contender.HasUdp))
            {
                Results.Add(contender.Name, udp, await LoadTools.DatagramsAsync(contender.Ports.Stream, pace.Seconds));
            }
        }
    }

    public async Task ChangesAsync(string name, params Contender[] changed)
    {
        var number = 0;
        for (var round = 0; round < pace.Rounds; round++)
        {
            foreach (var contender in round % 2 == 0 ? changed : changed.Reverse())
            {
                using var stop = new CancellationTokenSource();
                var changing = ChangeAsync(contender, () => ++number, stop.Token);
                var result = await tools.AskAsync(contender, LoadCase.All[0], pace.Seconds);
                await stop.CancelAsync();
                await changing;
                Add(contender, name, result);
                Results.Add(contender.Name, $"{name}: requests that failed", result.Failures);
            }
        }
    }

    private static async Task ChangeAsync(Contender contender, Func<int> next, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await contender.ChangeAsync(next());
            await Task.Delay(BetweenChanges, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IEnumerable<Contender> InTurn(int round) => Enumerable.Range(0, contenders.Count).Select(i => contenders[(i + round) % contenders.Count]);

    private void Add(Contender contender, string load, LoadResult result)
    {
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{contender.Name}: {load}: {result.Rate:N0} requests/s, {result.P50:0.00}/{result.P99:0.00}/{result.P999:0.00} ms, {result.Failures} failed"));
        Results.Add(contender.Name, $"{load} (requests/s)", result.Rate);
        Results.Add(contender.Name, $"{load}: p50 (ms)", result.P50);
        Results.Add(contender.Name, $"{load}: p99 (ms)", result.P99);
        Results.Add(contender.Name, $"{load}: p99.9 (ms)", result.P999);
    }
}
