using System.Net;
using System.Text;
using Reeve.Testing.Http;

namespace Reeve.ProxyStorm.Load;

/// <summary>A call of gRPC's kind over HTTP/2 that stays open for the whole storm: both sides send as they like.</summary>
internal sealed class LongStream(int port) : Client("HTTP/2 stream")
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly DuplexContent _content = new();
    private HttpResponseMessage? _response;
    private Stream? _answers;

    protected override TimeSpan Rest => TimeSpan.FromMilliseconds(20);

    protected override async Task OpenAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{port}/echo")
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = _content,
        };
        _content.Headers.ContentType = new("application/grpc");
        _response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        _answers = await _response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
    }

    protected override async Task AskAsync()
    {
        var text = Encoding.ASCII.GetBytes($"{Asked:D8}");
        var stream = await _content.Stream;
        await stream.WriteAsync(text);
        await stream.FlushAsync();
        var buffer = new byte[text.Length];
        await _answers!.ReadExactlyAsync(buffer);
        Require(buffer.AsSpan().SequenceEqual(text), "another answer");
    }

    protected override async Task CloseAsync()
    {
        _content.End();
        Require(await _answers!.ReadAsync(new byte[1]) == 0, "more than was asked for");
        _response!.Dispose();
        _client.Dispose();
    }
}
