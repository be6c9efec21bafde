using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reeve.TestKit.Proxies;

/// <summary>A UDP server that says everything again.</summary>
internal sealed class DatagramServer : IAsyncDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<IPEndPoint, bool> _clients = new();
    private readonly Task _loop;

    public DatagramServer()
    {
        Address = new Uri($"udp://{_socket.Client.LocalEndPoint}");
        _loop = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>From how many addresses something came.</summary>
    public int Clients => _clients.Count;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(_stop.Token);
                _clients[received.RemoteEndPoint] = true;
                await _socket.SendAsync(Encoding.ASCII.GetBytes($"again {Encoding.ASCII.GetString(received.Buffer)}"), received.RemoteEndPoint, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
