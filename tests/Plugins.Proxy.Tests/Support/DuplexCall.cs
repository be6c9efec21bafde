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

    public static async Task<DuplexCall> OpenAsync(Uri address)
    {
        var call = new DuplexCall();
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = call._content,
        };
        request.Content.Headers.ContentType = new("application/grpc");
        call._response = await call._client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        call._answers = await call._response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        return call;
    }

    public async Task<string> EchoAsync(string text)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        var stream = await _content.Stream.WaitAsync(limit.Token);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), limit.Token);
        await stream.FlushAsync(limit.Token);
        var buffer = new byte[text.Length];
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
}
