using System.Collections.Concurrent;
using System.Net;

namespace Reeve.Benchmarks.Clusters;

/// <summary>Clients that ask for one document, each over a connection of its own.</summary>
/// <param name="endPoint">Whom they ask.</param>
/// <param name="path">What for.</param>
internal sealed class StatusClients(IPEndPoint endPoint, string path)
{
    /// <summary>Each asks with pauses between.</summary>
    /// <returns>Within how many seconds 99 of 100 were answered.</returns>
    public async Task<double> PacedAsync(int clients, TimeSpan pause, TimeSpan length)
    {
        var times = new ConcurrentBag<double>();
        await RunAsync(clients, length, async (connection, client, cancellationToken) =>
        {
            // One after the other over the first pause, so that they do not all come in one moment.
            await Task.Delay(pause * client / clients, cancellationToken);
            using var timer = new PeriodicTimer(pause);
            do
            {
                times.Add(await connection.AskAsync(cancellationToken));
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        });
        double[] sorted = [.. times.Order()];
        return sorted[(int)(sorted.Length * 0.99)];
    }

    /// <summary>Each asks again as soon as it is answered.</summary>
    /// <returns>Answers in a second.</returns>
    public async Task<double> FlatOutAsync(int clients, TimeSpan length)
    {
        var answers = 0L;
        await RunAsync(clients, length, async (connection, _, cancellationToken) =>
        {
            while (true)
            {
                await connection.AskAsync(cancellationToken);
                Interlocked.Increment(ref answers);
            }
        });
        return answers / length.TotalSeconds;
    }

    private async Task RunAsync(int clients, TimeSpan length, Func<StatusConnection, int, CancellationToken, Task> run)
    {
        GC.Collect();
        using var end = new CancellationTokenSource(length);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => RunOneAsync(client, run, end.Token)));
    }

    private async Task RunOneAsync(int client, Func<StatusConnection, int, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            using var connection = await StatusConnection.OpenAsync(endPoint, path, cancellationToken);
            await run(connection, client, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The time is up.
        }
    }
}
