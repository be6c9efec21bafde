using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Reeve.Containers;
using Reeve.Plugins.Systemd.Units;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>Input, terminals, and connections to both.</summary>
internal static class StreamScenarios
{
    private const string Answers = "echo early; while read line; do echo \"got $line\"; echo \"err $line\" >&2; done; exit 3";

    public static async Task Attach_InputOnce_IsConnectedUntilTheContainerEnds()
    {
        await using var harness = await Harness.StartAsync();
        var launch = Interactive(harness.Shell(Answers), once: true);
        await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "early");
        var input = new Pipe();
        using var output = new MemoryStream();
        using var error = new MemoryStream();

        var attach = harness.Driver.AttachAsync(
            launch.Id,
            new AttachRequest { StandardInput = input.Reader.AsStream(), StandardOutput = output, StandardError = error },
            CancellationToken.None);
        await input.Writer.WriteAsync("one\n"u8.ToArray());
        await Eventually.TrueAsync(() => Text(output).Length > 0, "the answer to the first line");
        await input.Writer.WriteAsync("two\n"u8.ToArray());
        await input.Writer.CompleteAsync();
        await attach;

        Assert.Equal("got one\ngot two\n", Text(output));
        Assert.Equal("err one\nerr two\n", Text(error));
        Assert.Equal("early\ngot one\ngot two\n", await File.ReadAllTextAsync(launch.StandardOutputPath));
        Assert.Equal("err one\nerr two\n", await File.ReadAllTextAsync(launch.StandardErrorPath));
        Assert.Equal(3, (await harness.EndAsync(launch)).ExitCode);
        await NoHolderAsync();
    }

    public static async Task Attach_AgentStartsAgain_InputAndOutputGoOn()
    {
        await using var harness = await Harness.StartAsync();
        var launch = Interactive(harness.Shell(Answers));
        await harness.StartAsync(launch);

        foreach (var word in new[] { "one", "two" })
        {
            using var detach = new CancellationTokenSource();
            var input = new Pipe();
            using var output = new MemoryStream();
            var attach = harness.Driver.AttachAsync(
                launch.Id, new AttachRequest { StandardInput = input.Reader.AsStream(), StandardOutput = output }, detach.Token);
            await input.Writer.WriteAsync(Encoding.UTF8.GetBytes(word + "\n"));
            await Eventually.TrueAsync(() => Text(output).EndsWith($"got {word}\n", StringComparison.Ordinal), $"the answer to {word}");
            await detach.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attach);
            await harness.RestartAsync(forget: true);
        }

        Assert.Equal(ContainerRunState.Running, (await harness.ObserveAsync(launch, _ => true)).State);
        await harness.Driver.RemoveContainerAsync(launch.Id, CancellationToken.None);
        await NoHolderAsync();
    }

    public static async Task Attach_Terminal_IsConnectedAndTakesItsSize()
    {
        await using var harness = await Harness.StartAsync();
        var launch = Interactive(harness.Shell("read line; stty size; test -t 1 && : >/dev/tty && echo \"got $line\"", new() { RunAsUser = 12345 }), tty: true);
        await harness.StartAsync(launch);
        var input = new Pipe();
        using var output = new MemoryStream();
        var sizes = Channel.CreateUnbounded<TerminalSize>();
        await sizes.Writer.WriteAsync(new TerminalSize { Width = 132, Height = 43 });
        await harness.RestartAsync(forget: false);

        var attach = harness.Driver.AttachAsync(
            launch.Id,
            new AttachRequest { StandardInput = input.Reader.AsStream(), StandardOutput = output, Resize = sizes.Reader.ReadAllAsync() },
            CancellationToken.None);
        await Eventually.TrueAsync(() => sizes.Reader.Count == 0, "the size was taken");
        await input.Writer.WriteAsync("hello\n"u8.ToArray());
        await attach;

        Assert.Equal("hello\r\n43 132\r\ngot hello\r\n", Text(output));
        Assert.Equal("hello\r\n43 132\r\ngot hello\r\n", await File.ReadAllTextAsync(launch.StandardOutputPath));
        await NoHolderAsync();
    }

    public static async Task Output_OfATerminal_GoesOnWithoutAnAgent()
    {
        await using var harness = await Harness.StartAsync();
        var go = Path.Combine(harness.Root, "go");
        // More than a terminal holds.
        var launch = Interactive(harness.Shell($"while [ ! -e {go} ]; do sleep 0.02; done; head -c 100000 /dev/zero | tr '\\0' x; echo; exit 5"), tty: true);
        await harness.StartAsync(launch);
        await harness.Driver.DisposeAsync();

        await File.WriteAllTextAsync(go, "");
        await Eventually.TrueAsync(() => new FileInfo(launch.StandardOutputPath).Length >= 100002, "all of it is in the spool");

        await harness.RestartAsync(forget: false);
        Assert.Equal(5, (await harness.EndAsync(launch)).ExitCode);
        Assert.Equal(new string('x', 100000) + "\r\n", await File.ReadAllTextAsync(launch.StandardOutputPath));
    }

    public static async Task Holder_ProgramMissing_IsNotLeftBehind()
    {
        await using var harness = await Harness.StartAsync();
        var launch = Interactive(harness.Shell("") with { Arguments = ["/nonexistent/program"] }, tty: true);

        var observation = await harness.StartAsync(launch);

        Assert.Equal((ContainerRunState.Terminated, "StartError"), (observation.State, observation.Reason));
        await NoHolderAsync();
    }

    public static async Task PortForward_OtherNetwork_IsEntered()
    {
        await using var harness = await Harness.StartAsync();
        // A port that is free in the container's network is free there alone: this listener of the machine has it too.
        using var here = new TcpListener(IPAddress.Loopback, 0);
        here.Start();
        var port = ((IPEndPoint)here.LocalEndpoint).Port;
        var server = "$| = 1; use IO::Socket::INET; my $s = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1:" + port + "') or die; print \"up\\n\"; "
            + "my $c = $s->accept; my $line = <$c>; print $c \"echo $line\"; close $c; sleep 1000";
        var launch = harness.Shell("", new() { Privileged = true }) with
        {
            Arguments = ["/usr/bin/unshare", "--net", "--", "/bin/sh", "-c", "ip link set lo up && exec perl -e \"$0\"", server],
            Environment = [KeyValuePair.Create("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")],
        };
        await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");
        var (ours, theirs) = (new Pipe(), new Pipe());

        var forward = harness.Driver.ForwardPortAsync(harness.Pod, port, new Duplex(ours.Reader.AsStream(), theirs.Writer.AsStream()), CancellationToken.None);
        await ours.Writer.WriteAsync("hello\n"u8.ToArray());
        using var answer = new StreamReader(theirs.Reader.AsStream());

        Assert.Equal("echo hello", await answer.ReadLineAsync());
        await ours.Writer.CompleteAsync();
        await forward;
        Assert.False(here.Pending());
    }

    public static ContainerLaunch Interactive(ContainerLaunch launch, bool tty = false, bool once = false)
    {
        var container = new Kubernetes.Container { Name = "main", Stdin = true, StdinOnce = once, Tty = tty };
        return launch with
        {
            Container = launch.Container with { Spec = container },
            StandardErrorPath = tty ? launch.StandardOutputPath : launch.StandardErrorPath,
        };
    }

    private static async Task NoHolderAsync()
    {
        var units = await Tool.RunAsync("systemctl", ["list-units", "--all", "--plain", "--no-legend", "reeve-streams-*"]);
        Assert.Equal("", units.Output.Trim());
    }

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());

    /// <summary>Two streams as one connection.</summary>
    private sealed class Duplex(Stream input, Stream output) : Stream
    {
        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => input.ReadAsync(buffer, cancellationToken);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await output.WriteAsync(buffer, cancellationToken);
            await output.FlushAsync(cancellationToken);
        }

        public override int Read(byte[] buffer, int offset, int count) => input.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => output.Write(buffer, offset, count);

        public override void Flush() => output.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
