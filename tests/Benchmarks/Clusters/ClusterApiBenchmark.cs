using System.Globalization;
using System.Net;
using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Reporting;
using Reeve.Testing;

namespace Reeve.Benchmarks.Clusters;

/// <summary>Asking for the status of a cluster, by many clients at once.</summary>
internal sealed class ClusterApiBenchmark : IBenchmark
{
    private const string Path = "/api/v1alpha1/cluster";
    private const int Clients = 100;
    private const int Rounds = 5;
    private const double Goal = 5;

    // Each client asks ten times a second, and all of them a thousand times: watchers, not a flood.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public string Name => "cluster-api";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        using var work = new WorkDirectory(options.Work);
        var ports = FreePorts.Find(3);
        var configuration = work["clusters.yaml"];
        await File.WriteAllTextAsync(configuration, string.Create(
            CultureInfo.InvariantCulture,
            $"""
            nodeName: bench
            clusters:
              - name: default
            clusterApi:
              rest: 127.0.0.1:{ports[0]}
              grpc: 127.0.0.1:{ports[1]}
              metrics: 127.0.0.1:{ports[2]}
              readsPerSecond: 0
            """));
        await using var agent = AgentProcess.StartWith(configuration, options, work);
        await agent.SettleAsync(work);
        await using var bare = await BareEndpoint.StartAsync();
        var ours = new StatusClients(new IPEndPoint(IPAddress.Loopback, ports[0]), Path);
        var reference = new StatusClients(bare.EndPoint, Path);

        var paced = await Interleaved.RunAsync(1, Rounds, () => ours.PacedAsync(Clients, Pause, Length), () => reference.PacedAsync(Clients, Pause, Length));
        var rates = await Interleaved.RunAsync(1, Rounds, () => ours.FlatOutAsync(Clients, Length), () => reference.FlatOutAsync(Clients, Length));
        var milliseconds = paced.Convert(static seconds => seconds * 1000);
        return new Section
        {
            Title = "Status of a cluster",
            Explanation = $"`GET {Path}` of an agent by {Clients} clients at once over connections that are kept, limits of rate off, each call authenticated, measured and written down. "
                + "First each client asks ten times a second; then all ask as fast as they are answered. Reference: a program with the same web server (Kestrel) that answers every "
                + "request with a fixed text of the same kind. Clients and servers share the machine.",
            Figures =
            [
                new Figure
                {
                    What = "99 of 100 answers within, 1000 calls/s",
                    Measured = milliseconds.Measured,
                    Reference = milliseconds.Reference,
                    Unit = "ms",
                    Goal = "under 5 ms",
                    Met = milliseconds.Measured.Median < Goal,
                },
                new Figure { What = "Answers as fast as possible", Measured = rates.Measured, Reference = rates.Reference, Unit = "calls/s" },
            ],
        };
    }
}
