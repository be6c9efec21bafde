using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Reeve.Testing.Kubernetes;

/// <summary>The API as plain JSON: it shares nothing with the client under test.</summary>
public sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http;

    internal ApiClient(Uri server, CertificateAuthority authority, X509Certificate2 identity)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority.Certificate);
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { ClientCertificates = [identity], CertificateChainPolicy = policy },
            MaxConnectionsPerServer = 64,
        };
        _http = new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>Reads an object; fails if it is not there.</summary>
    public async Task<JsonNode> GetAsync(string path) => await SendAsync(HttpMethod.Get, path) ?? throw NotFound(path);

    /// <summary>Reads an object, or null if it is not there.</summary>
    public Task<JsonNode?> FindAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Reads text; fails if it is not there.</summary>
    public Task<string> GetTextAsync(string path) => _http.GetStringAsync(path);

    /// <summary>Creates an object.</summary>
    public async Task<JsonNode> CreateAsync(string path, string json) => await SendAsync(HttpMethod.Post, path, json) ?? throw NotFound(path);

    /// <summary>Replaces an object.</summary>
    public async Task<JsonNode> ReplaceAsync(string path, string json) => await SendAsync(HttpMethod.Put, path, json) ?? throw NotFound(path);

    /// <summary>Changes an object by a merge patch, or a patch of another type.</summary>
    public async Task<JsonNode> PatchAsync(string path, string json, string type = "application/merge-patch+json") =>
        await SendAsync(HttpMethod.Patch, path, json, type) ?? throw NotFound(path);

    /// <summary>Deletes an object or a collection. What is not there is no failure.</summary>
    public Task<JsonNode?> DeleteAsync(string path, string options = "{}") => SendAsync(HttpMethod.Delete, path, options);

    /// <summary>The items of a list.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path) => [.. (await GetAsync(path))["items"]!.AsArray().Select(item => item!)];

    /// <summary>Reads an object until it is as wanted (null: it is not there), and returns it.</summary>
    public async Task<JsonNode?> WaitAsync(string path, Func<JsonNode?, bool> wanted, string what, TimeSpan? within = null, TimeSpan? pause = null)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var found = await FindAsync(path);
            if (wanted(found))
            {
                return found;
            }

            if (watch.Elapsed > (within ?? Deadline))
            {
                throw new TimeoutException($"Not within {(within ?? Deadline).TotalSeconds} s: {what}. {path}: {Short(found)}");
            }

            await Task.Delay(pause ?? Pause);
        }
    }

    /// <summary>Reads a list until it is as wanted, and returns its items.</summary>
    public async Task<IReadOnlyList<JsonNode>> WaitListAsync(string path, Func<IReadOnlyList<JsonNode>, bool> wanted, string what, TimeSpan? within = null)
    {
        var list = await WaitAsync(path, node => wanted([.. node!["items"]!.AsArray().Select(item => item!)]), what, within);
        return [.. list!["items"]!.AsArray().Select(item => item!)];
    }

    /// <summary>Watches a collection; each item is an event with <c>type</c> and <c>object</c>. Ends with the server's or the caller's end.</summary>
    public async IAsyncEnumerable<JsonNode> WatchAsync(
        string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "watch=true");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            yield return JsonNode.Parse(line)!;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // What is long and tells nothing is left out.
    private static string Short(JsonNode? node)
    {
        foreach (var one in (node?["items"]?.AsArray() ?? []).Append(node).OfType<JsonObject>())
        {
            one["metadata"]?.AsObject().Remove("managedFields");
        }

        return node?.ToJsonString() ?? "not there";
    }

    private static InvalidOperationException NotFound(string path) => new($"{path}: not there");

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode == HttpStatusCode.NotFound && method != HttpMethod.Post)
        {
            return null;
        }

        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)
            : throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
    }
}
