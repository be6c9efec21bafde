using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Reeve.Workloads;

namespace Reeve.Runtime.Images.Oci;

/// <summary>One repository of one registry, as one user, for one pull. Thread-safe.</summary>
internal sealed class RegistrySession(
    HttpMessageInvoker http, Uri address, OciReference reference, PullSecret? credential, RegistryOptions options, TimeProvider time) : IOciSource
{
    private const int MaxManifest = 8 * 1024 * 1024;
    private const int MaxRedirects = 5;

    private readonly RegistryTokens _tokens = new(http, address, reference, credential, options);

    public Uri Address => address;

    public Task<byte[]> ReadManifestAsync(string selector, CancellationToken cancellationToken) =>
        ReadAsync($"manifests/{selector}", MediaTypes.Accepted, cancellationToken);

    public Task<byte[]> ReadAsync(OciDescriptor content, bool isManifest, CancellationToken cancellationToken) => isManifest
        ? ReadManifestAsync(OciDigest.Parse(content.Digest).ToString(), cancellationToken)
        : ReadAsync($"blobs/{OciDigest.Parse(content.Digest)}", [], cancellationToken);

    public async Task CopyAsync(OciDescriptor layer, FileStream file, CancellationToken cancellationToken)
    {
        for (var broken = 0; ; broken++)
        {
            var before = file.Position;
            try
            {
                await CopyOnceAsync($"blobs/{OciDigest.Parse(layer.Digest)}", layer.Size, file, cancellationToken);
                return;
            }
            catch (ProviderException e) when (e.Reason == ErrorReason.Transient && e.RetryAfter is null && broken < options.MaxResumes)
            {
                // Where nothing comes any more, at most so often; where it goes on, as long as it does.
                broken = file.Position > before ? 0 : broken;
            }
        }
    }

    private async Task CopyOnceAsync(string path, long size, FileStream file, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(path, [], file.Position, cancellationToken);
        if (file.Position > 0 && response.StatusCode != HttpStatusCode.PartialContent)
        {
            // It gives all of it or nothing.
            file.SetLength(0);
        }

        await GuardAsync(async token =>
        {
            await using var body = await response.Content.ReadAsStreamAsync(token);
            var buffer = new byte[128 * 1024];
            using var stall = new StallGuard(options.StallTimeout, time, token);
            while (await stall.RunAsync(wait => body.ReadAsync(buffer, wait)) is > 0 and var count)
            {
                if (size > 0 && file.Position + count > size)
                {
                    throw new ProviderException(ErrorReason.Unsupported, $"The registry {address.Authority} sends more for a layer than its manifest says.");
                }

                file.Write(buffer, 0, count);
            }
        }, cancellationToken);
        if (size > 0 && file.Position < size)
        {
            throw new ProviderException(ErrorReason.Transient, $"The registry {address.Authority} broke off in the middle of a layer.");
        }
    }

    private async Task<byte[]> ReadAsync(string path, IReadOnlyList<string> accept, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(path, accept, 0, cancellationToken);
        var content = new MemoryStream();
        await GuardAsync(async token =>
        {
            await using var body = await response.Content.ReadAsStreamAsync(token);
            var buffer = new byte[32 * 1024];
            using var stall = new StallGuard(options.StallTimeout, time, token);
            while (await stall.RunAsync(wait => body.ReadAsync(buffer, wait)) is > 0 and var count)
            {
                content.Write(buffer, 0, count);
                if (content.Length > MaxManifest)
                {
                    throw new ProviderException(ErrorReason.Unsupported, $"A manifest of {reference} is too long.");
                }
            }
        }, cancellationToken);
        return content.ToArray();
    }

    private async Task<HttpResponseMessage> SendAsync(string path, IReadOnlyList<string> accept, long offset, CancellationToken cancellationToken)
    {
        var url = new Uri(address, $"v2/{reference.Repository}/{path}");
        var response = await SendAsync(url, accept, offset, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized && await _tokens.AnswerAsync(response, cancellationToken))
        {
            response.Dispose();
            response = await SendAsync(url, accept, offset, cancellationToken);
        }

        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent)
        {
            return response;
        }

        using (response)
        {
            throw await RegistryErrors.ReadAsync(response, address.Authority, reference, time, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri url, IReadOnlyList<string> accept, long offset, CancellationToken cancellationToken)
    {
        var home = url;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("reeve", null));
            foreach (var type in accept)
            {
                request.Headers.Accept.ParseAdd(type);
            }

            if (offset > 0)
            {
                request.Headers.Range = new RangeHeaderValue(offset, null);
            }

            // Elsewhere (where blobs are often kept) the address itself says that one may have it.
            if (url.Authority == home.Authority && url.Scheme == home.Scheme)
            {
                request.Headers.Authorization = _tokens.Current;
            }

            var response = await GuardAsync(token => http.SendAsync(request, token), cancellationToken);
            if (response.StatusCode is not (HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            var next = new Uri(url, location);
            if (redirects == MaxRedirects || (next.Scheme != "https" && !(next.Scheme == "http" && RegistryClient.MayBePlain(next.Authority, options))))
            {
                throw new ProviderException(ErrorReason.Denied, string.Create(
                    CultureInfo.InvariantCulture, $"The registry {address.Authority} leads to {next.Scheme}://{next.Authority}, which is not followed."));
            }

            url = next;
        }
    }

    private Task GuardAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => GuardAsync(async token =>
    {
        await work(token);
        return true;
    }, cancellationToken);

    private async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var detail = new StringBuilder(e.Message.TrimEnd('.'));
            if (e.InnerException is { } inner)
            {
                detail.Append(": ").Append(inner.Message.TrimEnd('.'));
            }

            throw new ProviderException(ErrorReason.Transient, $"The registry {address.Authority} cannot be reached: {detail}.", e);
        }
    }
}
