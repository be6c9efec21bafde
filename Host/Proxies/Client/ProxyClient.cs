using System.Globalization;
using System.Text.Json;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Proxies.Wire;
using Reeve.Host.Clusters.Client;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Proxies.Client;

/// <summary>The proxies of an agent, over its REST API. Failures are those of <see cref="ApiQuestions"/>.</summary>
/// <param name="connection">Takes requests to the agent.</param>
internal sealed class ProxyClient(IClusterConnection connection) : IDisposable
{
    private const string Root = "/api/v1/proxies";

    /// <summary>All proxies, without their documents.</summary>
    public async Task<IReadOnlyList<ProxyDocument>> ListAsync(CancellationToken cancellationToken) =>
        (await connection.AskAsync<ProxyListDocument>(HttpMethod.Get, Root, null, cancellationToken)).Items;

    /// <summary>A proxy.</summary>
    public Task<ProxyDocument> GetAsync(string name, CancellationToken cancellationToken) => connection.AskAsync<ProxyDocument>(HttpMethod.Get, PathOf(name), null, cancellationToken);

    /// <summary>Makes a document the one that is served.</summary>
    /// <param name="name">The proxy.</param>
    /// <param name="spec">The document.</param>
    /// <param name="expected">The revision that it was made from; null for whatever is current.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<ProxyDocument> ApplyAsync(string name, ProxySpec spec, long? expected, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, connection.UriOf(PathOf(name))) { Content = Content(spec) };
        if (expected is { } revision)
        {
            request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{revision}\""));
        }

        return await connection.AskAsync<ProxyDocument>(request, cancellationToken);
    }

    /// <summary>What a document would change.</summary>
    public Task<ProxyDiffDocument> DiffAsync(string name, ProxySpec spec, CancellationToken cancellationToken) =>
        connection.AskAsync<ProxyDiffDocument>(HttpMethod.Post, $"{PathOf(name)}/diff", Content(spec), cancellationToken);

    /// <summary>The revisions that are kept, the newest first.</summary>
    public async Task<IReadOnlyList<ProxyRevisionDocument>> RevisionsAsync(string name, CancellationToken cancellationToken) =>
        (await connection.AskAsync<ProxyRevisionsDocument>(HttpMethod.Get, $"{PathOf(name)}/revisions", null, cancellationToken)).Items;

    /// <summary>A revision with its document.</summary>
    public Task<ProxyDocument> RevisionAsync(string name, long revision, CancellationToken cancellationToken) => connection.AskAsync<ProxyDocument>(
        HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{PathOf(name)}/revisions/{revision}"), null, cancellationToken);

    /// <summary>Goes back to a revision.</summary>
    public Task<ProxyDocument> RollBackAsync(string name, long revision, CancellationToken cancellationToken) => connection.AskAsync<ProxyDocument>(
        HttpMethod.Post,
        $"{PathOf(name)}/rollback",
        ApiQuestions.Json(JsonSerializer.SerializeToUtf8Bytes(new ProxyRollbackDocument { Revision = revision }, ApiJson.Line.ProxyRollbackDocument)),
        cancellationToken);

    /// <summary>Certificates that are kept fresh.</summary>
    public Task<ProxyCertificatesDocument> CertificatesAsync(string name, CancellationToken cancellationToken) =>
        connection.AskAsync<ProxyCertificatesDocument>(HttpMethod.Get, $"{PathOf(name)}/certificates", null, cancellationToken);

    /// <summary>Orders a certificate now.</summary>
    public Task<ProxyCertificatesDocument> RenewAsync(string name, string certificate, CancellationToken cancellationToken) => connection.AskAsync<ProxyCertificatesDocument>(
        HttpMethod.Post, $"{PathOf(name)}/certificates/{Uri.EscapeDataString(certificate)}/renew", null, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private static string PathOf(string name) => $"{Root}/{Uri.EscapeDataString(name)}";

    private static ByteArrayContent Content(ProxySpec spec) => ApiQuestions.Json(JsonSerializer.SerializeToUtf8Bytes(new ProxyDocument { Spec = spec }, ApiJson.Line.ProxyDocument));
}
