using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Processes;

namespace Reeve.Benchmarks.Proxies;

/// <summary>Something that passes traffic on to the servers, or the servers themselves.</summary>
internal abstract class Contender(string name, ContenderPorts ports) : IAsyncDisposable
{
    public string Name { get; } = name;

    public ContenderPorts Ports { get; } = ports;

    /// <summary>The processes that do it; empty for a direct connection.</summary>
    protected abstract IEnumerable<int> Processes { get; }

    /// <summary>Whether it can pass UDP on.</summary>
    public virtual bool HasUdp => true;

    /// <summary>Bytes in memory.</summary>
    public long Memory => Processes.Sum(pid => ProcessMemory.Of(pid).Proportional);

    /// <summary>Processor time that it has taken so far; zero for a direct connection.</summary>
    public TimeSpan ProcessorTime => Processes.Select(pid => ProcessTable.ProcessorTimeOf(pid) ?? TimeSpan.Zero).Aggregate(TimeSpan.Zero, static (sum, one) => sum + one);

    public Uri Address(LoadCase load)
    {
        var port = load.IsTls ? Ports.Https : load.IsHttp2 ? Ports.Http2 : Ports.Http1;
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{(load.IsTls ? "https" : "http")}://127.0.0.1:{port}/{load.Kilobytes}k"));
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Changes something that the traffic does not concern.</summary>
    public virtual Task ChangeAsync(int number) => throw new NotSupportedException($"{Name} cannot be changed.");

    protected static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return Process.Start(start) ?? throw new BenchmarkException($"{program} does not start");
    }

    protected Task ReadyAsync() => Wait.UntilAsync($"{Name} listens", TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(20), () =>
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect("127.0.0.1", Ports.Https);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });
}
