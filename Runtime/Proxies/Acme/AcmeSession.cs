using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Runtime.Proxies.Acme.Resources;
using Reeve.Runtime.Proxies.Acme.Signing;

namespace Reeve.Runtime.Proxies.Acme;

/// <summary>Talks with one authority: its directory, nonces, signed requests (RFC 8555, 6). Thread-safe.</summary>
/// <param name="http">Reaches it.</param>
/// <param name="directory">Where its directory is.</param>
/// <param name="time">The time.</param>
internal sealed class AcmeSession(HttpClient http, Uri directory, TimeProvider time)
{
    // An authority that refuses each nonce would be asked for ever.
    private const int MostNonces = 10;
    private const int LargestDocument = 1024 * 1024;
    private readonly ConcurrentStack<string> _nonces = new();
    private DirectoryResource? _directory;

    /// <summary>Where the authority's services are; asked for once.</summary>
    public async Task<DirectoryResource> GetDirectoryAsync(CancellationToken cancellationToken) =>
        _directory ??= (await GetAsync("The directory", directory, AcmeJsonContext.Default.DirectoryResource, cancellationToken)).Value;

    /// <summary>Fetches a public document.</summary>
    public async Task<AcmeReply<T>> GetAsync<T>(string doing, Uri url, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var response = await SendAsync(doing, request, cancellationToken);
        return response.IsSuccessStatusCode ? await ReadAsync(doing, response, type, cancellationToken) : throw await FailureAsync(doing, response, cancellationToken);
    }

    /// <summary>Sends a signed request whose answer is a JSON document.</summary>
    /// <param name="doing">What is asked for, for errors.</param>
    /// <param name="signer">Who asks.</param>
    /// <param name="url">Where.</param>
    /// <param name="payload">JSON; empty to fetch.</param>
    /// <param name="type">The answer's type.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<AcmeReply<T>> PostAsync<T>(
        string doing, AcmeSigner signer, Uri url, byte[] payload, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(doing, signer, url, payload, "application/json", cancellationToken);
        return await ReadAsync(doing, response, type, cancellationToken);
    }

    /// <summary>Fetches a chain of certificates.</summary>
    public async Task<AcmeReply<string>> GetChainAsync(string doing, AcmeSigner signer, Uri url, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(doing, signer, url, [], "application/pem-certificate-chain", cancellationToken);
        return Reply(response, Encoding.ASCII.GetString(await ContentAsync(doing, response, cancellationToken)));
    }

    // 1. take a nonce   2. sign, send   3. keep the answer's nonce   4. a refused nonce: again with a new one
    private async Task<HttpResponseMessage> PostAsync(
        string doing, AcmeSigner signer, Uri url, byte[] payload, string accept, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var nonce = _nonces.TryPop(out var kept) ? kept : await NewNonceAsync(doing, cancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Post, url)
            {
                Content = new ByteArrayContent(SignedRequest.Write(signer.Key, signer.Account, url, nonce, payload)),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/jose+json");
            request.Headers.Accept.ParseAdd(accept);
            var response = await SendAsync(doing, request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                var failure = await FailureAsync(doing, response, cancellationToken);
                if (!AcmeProblems.Is(failure, AcmeProblems.BadNonce) || attempt == MostNonces)
                {
                    throw failure;
                }
            }
        }
    }

    private async Task<string> NewNonceAsync(string doing, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, (await GetDirectoryAsync(cancellationToken)).NewNonce);
        using var response = await SendAsync(doing, request, cancellationToken);
        return _nonces.TryPop(out var nonce)
            ? nonce
            : throw new ProviderException(ErrorReason.Transient, $"{doing} failed: the certificate authority gave no nonce (status {(int)response.StatusCode}).");
    }

    private async Task<HttpResponseMessage> SendAsync(string doing, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.Headers.TryGetValues("Replay-Nonce", out var nonces))
            {
                _nonces.Push(nonces.First());
            }

            return response;
        }
        catch (HttpRequestException e)
        {
            throw new ProviderException(
                ErrorReason.Transient,
                $"{doing} failed: the certificate authority at {request.RequestUri} cannot be reached: {e.InnerException?.Message ?? e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderException(ErrorReason.Transient, $"{doing} failed: the certificate authority at {request.RequestUri} did not answer in time.", e);
        }
    }

    private async Task<AcmeReply<T>> ReadAsync<T>(string doing, HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var content = await ContentAsync(doing, response, cancellationToken);
        try
        {
            return Reply(response, JsonSerializer.Deserialize(content, type) ?? throw new JsonException("The document is null."));
        }
        catch (JsonException e)
        {
            throw new ProviderException(
                ErrorReason.Transient, $"{doing} failed: {response.RequestMessage?.RequestUri} is no certificate authority's answer: {e.Message}", e);
        }
    }

    private AcmeReply<T> Reply<T>(HttpResponseMessage response, T value) => new()
    {
        Value = value,
        Location = response.Headers.Location is { } location ? new Uri(response.RequestMessage!.RequestUri!, location) : null,
        RetryAfter = RetryAfter(response),
        Alternates = Links.Find(response, "alternate"),
    };

    private async Task<ProviderException> FailureAsync(string doing, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = new ProblemResource { Detail = $"status {(int)response.StatusCode}" };
        var content = await ContentAsync(doing, response, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json" or "application/json")
        {
            try
            {
                problem = JsonSerializer.Deserialize(content, AcmeJsonContext.Default.ProblemResource) ?? problem;
            }
            catch (JsonException)
            {
                // Something before the authority answered; its status says what there is to say.
            }
        }

        return AcmeProblems.ToException(doing, problem, (int)response.StatusCode, RetryAfter(response));
    }

    private static async Task<byte[]> ContentAsync(string doing, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LargestDocument, cancellationToken);
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new ProviderException(ErrorReason.Transient, $"{doing} failed: the certificate authority's answer broke off: {e.Message}", e);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };
}
