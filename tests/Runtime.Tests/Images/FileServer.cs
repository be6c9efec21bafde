using System.Net;
using System.Text;

namespace Reeve.Runtime.Tests.Images;

/// <summary>Serves the files of a directory over HTTP on a loopback address, with a password if there is one.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _directory;
    private readonly string? _authorization;
    private readonly Task _serving;

    public FileServer(string directory, string? login = null, string? password = null)
    {
        _directory = directory;
        _authorization = login is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login}:{password}"));
        Address = $"http://127.0.0.1:{Reeve.Testing.FreePorts.Find()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Paths that were asked for, with what was answered.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<(string Path, int Status)> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // closed
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        var file = Path.Combine(_directory, path.TrimStart('/'));
        using var response = context.Response;
        response.StatusCode = _authorization is not null && context.Request.Headers["Authorization"] != _authorization ? 401 : File.Exists(file) ? 200 : 404;
        Requests.Enqueue((path, response.StatusCode));
        if (response.StatusCode == 200)
        {
            var content = await File.ReadAllBytesAsync(file);
            response.ContentLength64 = content.Length;
            if (context.Request.HttpMethod != "HEAD")
            {
                await response.OutputStream.WriteAsync(content);
            }
        }
    }
}
