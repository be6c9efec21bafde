using System.Net;
using System.Text;
using Reeve.Testing;
using Reeve.Testing.Http;

namespace Reeve.Plugins.Proxy.Tests.Support;

/// <summary>A call of gRPC's kind: both sides send as they like, over HTTP/2 with prior knowledge.</summary>
internal sealed class DuplexCall : IAsyncDisposable
{
    private readonly HttpClient _client = Clients.Http(HttpVersion.Version20);
    private readonly DuplexContent _content = new();
    private HttpResponseMessage? _response;
    private Stream? _answers;

    /// <param name="address">What is called.</param>
    /// <param name="first">What the client says before it knows of an answer; its echo is then to be heard. Null for nothing.</param>
    public static async Task<DuplexCall> OpenAsync(Uri address, string? first = null)
    {
        var call = new DuplexCall();
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = call._content,
        };
        request.Content.Headers.ContentType = new("application/grpc");
        var answering = call._client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (first is not null)
        {
            await call.SayAsync(first);
        }

        call._response = await answering;
        call._answers = await call._response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        return call;
    }

    public async Task<string> EchoAsync(string text)
    {
        await SayAsync(text);
        return await HearAsync(text.Length);
    }

    public async Task<string> HearAsync(int length)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        var buffer = new byte[length];
        await _answers!.ReadExactlyAsync(buffer, limit.Token);
        return Encoding.UTF8.GetString(buffer);
    }

    public ValueTask DisposeAsync()
    {
        _content.End();
        _response?.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SayAsync(string text)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        var stream = await _content.Stream.WaitAsync(limit.Token);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), limit.Token);
        await stream.FlushAsync(limit.Token);
    }
}
