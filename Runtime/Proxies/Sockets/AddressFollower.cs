using System.Threading.Channels;

namespace Reeve.Runtime.Proxies.Sockets;

/// <summary>Does something after the machine's addresses have changed, once for however many changes came meanwhile.</summary>
internal sealed class AddressFollower : IAsyncDisposable
{
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _end = new();
    private readonly IDisposable _watch;
    private readonly Task _loop;

    /// <param name="addresses">What is watched.</param>
    /// <param name="follow">Comes to an end soon once it is cancelled; handles its own failures.</param>
    public AddressFollower(IMachineAddresses addresses, Func<CancellationToken, Task> follow)
    {
        _watch = addresses.Watch(() => _changes.Writer.TryWrite(true));
        _loop = Task.Run(() => RunAsync(follow));
    }

    public async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        await _end.CancelAsync();
        await _loop;
        _end.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> follow)
    {
        try
        {
            while (true)
            {
                await _changes.Reader.ReadAsync(_end.Token);
                await follow(_end.Token);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return; // the proxy ends
        }
    }
}
