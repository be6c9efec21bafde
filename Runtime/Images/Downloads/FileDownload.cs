using System.Net;
using System.Security.Cryptography;

namespace Reeve.Runtime.Images;

/// <summary>Brings files from web servers and from the machine. Thread-safe.</summary>
internal sealed class FileDownload : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly HttpClient _http;

    public FileDownload(HttpMessageHandler? handler = null)
    {
        // Redirections are followed here, so that each address is looked at.
        _http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(30) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("reeve");
    }

    /// <summary>Whether plain HTTP of other machines is spoken as well.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Whether an address may be read: encrypted, or of this machine.</summary>
    public bool IsAllowed(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || address.IsFile || (address.Scheme == Uri.UriSchemeHttp && (AllowHttp || address.IsLoopback));

    /// <summary>Brings a file of at most <paramref name="maxBytes"/>, complete and checked, or not at all.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="path">Where it goes, mode 0600; replaced if it is there.</param>
    /// <param name="checksum">What it has to be; null for anything.</param>
    /// <param name="maxBytes">The limit.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ProviderException">NotFound, Denied, Transient, or Invalid where it is not what it has to be.</exception>
    public async Task SaveAsync(Uri address, string path, FileChecksum? checksum, long maxBytes, CancellationToken cancellationToken)
    {
        var partial = path + ".part";
        try
        {
            await using (var source = await OpenAsync(address, cancellationToken))
            {
                var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
                if (!OperatingSystem.IsWindows())
                {
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                await using var target = new FileStream(partial, options);
                await CopyAsync(address, source, target, checksum, maxBytes, cancellationToken);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ProviderException(ErrorReason.Transient, $"{address} cannot be fetched: {e.Message}", e);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Brings a small file.</summary>
    /// <inheritdoc cref="SaveAsync"/>
    public async Task<byte[]> ReadAsync(Uri address, int maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = await OpenAsync(address, cancellationToken);
            using var target = new MemoryStream();
            await CopyAsync(address, source, target, null, maxBytes, cancellationToken);
            return target.ToArray();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ProviderException(ErrorReason.Transient, $"{address} cannot be fetched: {e.Message}", e);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task CopyAsync(Uri address, Stream source, Stream target, FileChecksum? checksum, long maxBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(checksum?.Algorithm ?? HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        long length = 0;
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            length += read;
            if (length > maxBytes)
            {
                throw new ProviderException(ErrorReason.Invalid, $"{address} has more than {maxBytes} bytes.");
            }

            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (checksum is not null && digest != checksum.Hex)
        {
            throw new ProviderException(ErrorReason.Invalid, $"{address} is not what it has to be: its digest is {digest}, and has to be {checksum.Hex}.");
        }
    }

    private async Task<Stream> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        for (var hops = 0; hops < 10; hops++)
        {
            if (!IsAllowed(address))
            {
                throw new ProviderException(ErrorReason.Invalid, $"{address} is not fetched: only https is, and http on this machine.");
            }

            if (address.IsFile)
            {
                return File.Exists(address.LocalPath)
                    ? File.OpenRead(address.LocalPath)
                    : throw new ProviderException(ErrorReason.NotFound, $"{address} is not there.");
            }

            var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } next)
            {
                response.Dispose();
                var target = new Uri(address, next);
                address = target.IsFile ? throw new ProviderException(ErrorReason.Invalid, $"{address} leads to a file of this machine.") : target;
                continue;
            }

            if (!response.IsSuccessStatusCode)
            {
                response.Dispose();
                throw Failure(address, response.StatusCode);
            }

            return await response.Content.ReadAsStreamAsync(cancellationToken);
        }

        throw new ProviderException(ErrorReason.Transient, $"{address} leads from one address to the next without an end.");
    }

    private static ProviderException Failure(Uri address, HttpStatusCode status) => new(
        status switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => ErrorReason.NotFound,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ErrorReason.Denied,
            _ => ErrorReason.Transient,
        },
        $"{address} cannot be fetched: the server answers {(int)status}.");
}
