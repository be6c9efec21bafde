using System.Net;
using System.Security.Cryptography;

namespace Reeve.Plugins.Kubeadm.Downloads;

/// <summary>
/// Reads what steps need from the network, bounded. Only https is asked, and plain http on this machine itself; redirections lead to https alone.
/// Thread-safe.
/// </summary>
internal sealed class Downloader : IDisposable
{
    private const int MostRedirections = 5;

    private readonly HttpClient _http;

    public Downloader()
        : this(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(30) })
    {
    }

    /// <summary>Over a handler that follows no redirections.</summary>
    public Downloader(HttpMessageHandler handler) => _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }; // a step's deadline ends it

    /// <summary>Whether a text is an address that would be asked.</summary>
    public static bool IsAllowed(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || IsOwn(uri));

    /// <summary>Reads a small file.</summary>
    /// <param name="source">Absolute path or URL.</param>
    /// <param name="most">Its largest size in bytes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>, <see cref="ErrorReason.Invalid"/>: it is larger, or no address that is asked; <see cref="ErrorReason.Transient"/>.</exception>
    public async Task<byte[]> ReadAsync(string source, long most, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await CopyAsync(source, content, most, cancellationToken);
        return content.ToArray();
    }

    /// <summary>Writes a file, and says what it is.</summary>
    /// <param name="source">Absolute path or URL.</param>
    /// <param name="path">Where it is written; what is there is overwritten.</param>
    /// <param name="most">Its largest size in bytes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Lower-case hex SHA-256 of what was written.</returns>
    /// <exception cref="ProviderException">As <see cref="ReadAsync"/>.</exception>
    public async Task<string> SaveAsync(string source, string path, long most, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
        await CopyAsync(source, file, most, cancellationToken);
        await file.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
        file.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    public void Dispose() => _http.Dispose();

    private async Task CopyAsync(string source, Stream target, long most, CancellationToken cancellationToken)
    {
        if (Path.IsPathFullyQualified(source))
        {
            if (!File.Exists(source))
            {
                throw new ProviderException(ErrorReason.NotFound, $"{source} does not exist.");
            }

            await using var file = File.OpenRead(source);
            await CopyAsync(source, file, target, most, cancellationToken);
            return;
        }

        try
        {
            using var response = await AskAsync(source, cancellationToken);
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            await CopyAsync(source, content, target, most, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new ProviderException(ErrorReason.Transient, $"{source} cannot be read: {e.Message}", e);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(string source, CancellationToken cancellationToken)
    {
        var address = new Uri(source);
        for (var redirections = 0; ; redirections++)
        {
            if (!(redirections == 0 ? IsAllowed(address.AbsoluteUri) : address.Scheme == Uri.UriSchemeHttps))
            {
                throw new ProviderException(ErrorReason.Invalid, $"{source} leads to {address.GetLeftPart(UriPartial.Path)}, and only https is asked.");
            }

            var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            var (status, next) = (response.StatusCode, response.Headers.Location);
            response.Dispose();
            if (next is null || (int)status is not (301 or 302 or 303 or 307 or 308))
            {
                throw new ProviderException(Reason(status), $"{source} cannot be read: its server answers {(int)status}.");
            }

            if (redirections == MostRedirections)
            {
                throw new ProviderException(ErrorReason.Invalid, $"{source} leads from one address to the next more than {MostRedirections} times.");
            }

            address = new Uri(address, next);
        }
    }

    private static async Task CopyAsync(string source, Stream from, Stream to, long most, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        for (long total = 0; await from.ReadAsync(buffer, cancellationToken) is var count and > 0;)
        {
            total += count;
            if (total > most)
            {
                throw new ProviderException(ErrorReason.Invalid, $"{source} is larger than {most} bytes.");
            }

            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    private static bool IsOwn(Uri uri) => uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback;

    private static ErrorReason Reason(HttpStatusCode status) => (int)status switch
    {
        404 or 410 => ErrorReason.NotFound,
        401 or 403 => ErrorReason.Denied,
        408 or 429 or >= 500 => ErrorReason.Transient,
        _ => ErrorReason.Invalid,
    };
}
