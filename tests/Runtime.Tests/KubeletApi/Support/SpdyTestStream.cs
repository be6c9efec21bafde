using System.Text;
using Reeve.Runtime.KubeletApi.Spdy;

namespace Reeve.Runtime.Tests.KubeletApi.Support;

/// <summary>A stream that a test has opened.</summary>
internal sealed class SpdyTestStream(SpdyTestClient client, uint id)
{
    private readonly MemoryStream _received = new();

    public uint Id => id;

    public TaskCompletionSource Accepted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The server has closed its end, or the connection.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The server has closed its end properly.</summary>
    public bool Finished { get; private set; }

    public TaskCompletionSource<SpdyStatus> WasReset { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public byte[] Received
    {
        get
        {
            lock (_received)
            {
                return _received.ToArray();
            }
        }
    }

    public string Text => Encoding.UTF8.GetString(Received);

    public Task WriteAsync(string text, bool end = false) => WriteAsync(Encoding.UTF8.GetBytes(text), end);

    public Task WriteAsync(byte[] data, bool end = false) => client.SendAsync(new DataFrame(id, data, end));

    public Task EndAsync() => WriteAsync([], end: true);

    /// <summary>Waits for the server's end, and gives everything it sent.</summary>
    public async Task<string> ReadToEndAsync()
    {
        await Ended.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return Text;
    }

    public void Receive(ReadOnlyMemory<byte> data, bool fin)
    {
        lock (_received)
        {
            _received.Write(data.Span);
        }

        if (fin)
        {
            Finished = true;
            Ended.TrySetResult();
        }
    }

    public void EndConnection() => Ended.TrySetResult();
}
