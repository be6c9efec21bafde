using System.Net;
using System.Net.Sockets;
using System.Text;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Streams;
using Reeve.Plugins.Slurm.Tests.Pods;
using Reeve.Testing;

namespace Reeve.Plugins.Slurm.Tests.Streams;

public sealed class PodForwarderTests
{
    [LinuxFact]
    public async Task ForwardAsync_ToThePodsAddress_CopiesBothWaysUntilBothEnd()
    {
        await using var cluster = new FakeCluster { Address = "127.0.0.1" };
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        cluster.Run(pod.Id, "container main 0 running - 0 0 2000000 - 1 1 - i-0");
        await cluster.ReportAsync(pod.Id, report => report.PodIPs is ["127.0.0.1"]);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var echo = EchoAsync(listener);
        using var peer = new Peer("hello");

        await new PodForwarder(cluster.Director.Book, new ControllerOptions()).ForwardAsync(pod.Id, ((IPEndPoint)listener.LocalEndpoint).Port, peer, default);

        await echo;
        Assert.Equal("HELLO", Encoding.ASCII.GetString(peer.Written.ToArray()));
    }

    [LinuxFact]
    public async Task ForwardAsync_ServerOnLoopbackAlone_IsReachedByAStep()
    {
        // Nobody is at this address.
        await using var cluster = new FakeCluster { Address = "127.0.0.99" };
        using var files = new TempDirectory();
        await File.WriteAllTextAsync(files["srun"], "#!/bin/bash\necho \"$1\" >>\"${0%/*}/steps\"\nwhile [[ $1 == --* ]]; do shift; done\nexec \"$@\"\n");
        File.SetUnixFileMode(files["srun"], (UnixFileMode)0x1ED);
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        cluster.Run(pod.Id, "container main 0 running - 0 0 2000000 - 1 1 - i-0");
        await cluster.ReportAsync(pod.Id, report => report.PodIPs is ["127.0.0.99"]);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var answer = AnswerAsync(listener);
        using var peer = new Peer("hello\n");
        var forwarder = new PodForwarder(cluster.Director.Book, new ControllerOptions { CommandDirectory = files.Path });

        await forwarder.ForwardAsync(pod.Id, port, peer, default);

        await answer;
        Assert.Equal("HELLO" + new string('x', 100_000), Encoding.ASCII.GetString(peer.Written.ToArray()));
        listener.Stop();
        var refused = await Assert.ThrowsAsync<ProviderException>(() => forwarder.ForwardAsync(pod.Id, port, Stream.Null, default));
        Assert.Contains("127.0.0.99", refused.Message, StringComparison.Ordinal);
        Assert.Equal("--jobid=1\n--jobid=1\n", await File.ReadAllTextAsync(files["steps"]));
    }

    [LinuxFact]
    public async Task ForwardAsync_JobThatWaits_IsNotFound()
    {
        await using var cluster = new FakeCluster();
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => new PodForwarder(cluster.Director.Book, new ControllerOptions()).ForwardAsync(pod.Id, 80, Stream.Null, default));

        Assert.Equal(ErrorReason.NotFound, failure.Reason);
    }

    // Answers only after the end of what it is told: a half-close has to get through.
    private static async Task EchoAsync(TcpListener listener)
    {
        using var socket = await listener.AcceptTcpClientAsync();
        await using var stream = socket.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await stream.WriteAsync(Encoding.ASCII.GetBytes((await reader.ReadToEndAsync()).ToUpperInvariant()));
    }

    // Ends the connection itself.
    private static async Task AnswerAsync(TcpListener listener)
    {
        using var socket = await listener.AcceptTcpClientAsync();
        await using var stream = socket.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await stream.WriteAsync(Encoding.ASCII.GetBytes((await reader.ReadLineAsync())!.ToUpperInvariant() + new string('x', 100_000)));
    }

    private sealed class Peer(string text) : MemoryStream(Encoding.ASCII.GetBytes(text))
    {
        public MemoryStream Written { get; } = new();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => Written.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        protected override void Dispose(bool disposing)
        {
            Written.Dispose();
            base.Dispose(disposing);
        }
    }
}
