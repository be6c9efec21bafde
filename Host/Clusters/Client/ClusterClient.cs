using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.Host.Clusters.Client;

/// <summary>The clusters of an agent, over its REST API. Refusals are <see cref="Serving.ApiException"/>; an agent that does not answer is a <see cref="ProviderException"/>.</summary>
/// <param name="connection">Takes requests to the agent.</param>
/// <param name="tenant">The tenant of clusters that are named without one; null for what the agent takes for it.</param>
internal sealed class ClusterClient(IClusterConnection connection, string? tenant = null) : IDisposable
{
    private const string Root = "/api/v1/clusters";
    private const string OperationHeader = "Reeve-Operation";

    /// <summary>All clusters.</summary>
    public async Task<IReadOnlyList<ClusterDocument>> ListAsync(CancellationToken cancellationToken) =>
        (await AskAsync<ClusterListDocument>(HttpMethod.Get, Root + (tenant is null ? "" : $"?tenant={Uri.EscapeDataString(tenant)}"), null, cancellationToken)).Items;

    /// <summary>A cluster.</summary>
    public Task<ClusterDocument> GetAsync(string name, CancellationToken cancellationToken) => AskAsync<ClusterDocument>(HttpMethod.Get, PathOf(name), null, cancellationToken);

    /// <summary>Makes a cluster.</summary>
    /// <returns>The operation; null if everything is as wanted already.</returns>
    public Task<string?> CreateAsync(string name, SpecDocument spec, CancellationToken cancellationToken) => ChangeAsync(HttpMethod.Post, PathOf(name), Content(name, spec), cancellationToken);

    /// <summary>Takes a cluster to a version and to settings; what is not said stays.</summary>
    /// <inheritdoc cref="CreateAsync" path="/returns"/>
    public Task<string?> ReplaceAsync(string name, SpecDocument spec, CancellationToken cancellationToken) => ChangeAsync(HttpMethod.Put, PathOf(name), Content(name, spec), cancellationToken);

    /// <summary>Removes a cluster.</summary>
    /// <inheritdoc cref="CreateAsync" path="/returns"/>
    public Task<string?> DeleteAsync(string name, bool keepData, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Delete, PathOf(name) + (keepData ? "?keepData=true" : ""), null, cancellationToken);

    /// <summary>Gives a cluster up for another agent.</summary>
    /// <inheritdoc cref="CreateAsync" path="/returns"/>
    public Task<string?> ReleaseAsync(string name, CancellationToken cancellationToken) => ChangeAsync(HttpMethod.Post, $"{PathOf(name)}/release", null, cancellationToken);

    /// <summary>What another agent needs to adopt a cluster that was released: a secret.</summary>
    public async Task<string> HandoverAsync(string name, CancellationToken cancellationToken) =>
        (await AskAsync<HandoverDocument>(HttpMethod.Get, $"{PathOf(name)}/handover", null, cancellationToken)).Contents ?? "";

    /// <summary>Takes over a cluster that another agent has released.</summary>
    /// <inheritdoc cref="CreateAsync" path="/returns"/>
    public Task<string?> AdoptAsync(string name, string handover, CancellationToken cancellationToken) => ChangeAsync(
        HttpMethod.Post, $"{PathOf(name)}/adopt", ApiQuestions.Json(JsonSerializer.SerializeToUtf8Bytes(new HandoverDocument { Contents = handover }, ApiJson.Line.HandoverDocument)), cancellationToken);

    /// <summary>What would be done.</summary>
    /// <param name="name">The cluster.</param>
    /// <param name="verb">What would be asked: <c>create</c>, <c>replace</c>, <c>delete</c> or <c>renewCertificates</c>; null for create or replace, as things are.</param>
    /// <param name="spec">What would be wanted, where the verb takes that.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<PlanDocument> PlanAsync(string name, string? verb, SpecDocument? spec, CancellationToken cancellationToken) =>
        AskAsync<PlanDocument>(HttpMethod.Post, $"{PathOf(name)}/plan{(verb is null ? "" : $"?verb={verb}")}", spec is null ? null : Content(name, spec), cancellationToken);

    /// <summary>A kubeconfig: YAML, a secret.</summary>
    public async Task<string> KubeconfigAsync(string name, string query, CancellationToken cancellationToken) =>
        (await AskAsync<KubeconfigDocument>(HttpMethod.Get, $"{PathOf(name)}/kubeconfig{query}", null, cancellationToken)).Contents ?? "";

    /// <summary>The certificates.</summary>
    public async Task<IReadOnlyList<CertificateDocument>> CertificatesAsync(string name, CancellationToken cancellationToken) =>
        (await AskAsync<CertificatesDocument>(HttpMethod.Get, $"{PathOf(name)}/certs", null, cancellationToken)).Certificates;

    /// <summary>Renews the certificates.</summary>
    /// <inheritdoc cref="CreateAsync" path="/returns"/>
    public Task<string?> RenewCertificatesAsync(string name, CancellationToken cancellationToken) => ChangeAsync(HttpMethod.Delete, $"{PathOf(name)}/certs", null, cancellationToken);

    /// <summary>What was done, the latest first.</summary>
    public async Task<IReadOnlyList<AuditEntryDocument>> AuditAsync(string name, string query, CancellationToken cancellationToken) =>
        (await AskAsync<AuditListDocument>(HttpMethod.Get, $"{PathOf(name)}/audit{query}", null, cancellationToken)).Items;

    /// <summary>The operations on a cluster, the latest first.</summary>
    public async Task<IReadOnlyList<OperationDocument>> OperationsAsync(string name, CancellationToken cancellationToken) =>
        (await AskAsync<OperationListDocument>(HttpMethod.Get, $"{PathOf(name)}/operations", null, cancellationToken)).Items;

    /// <summary>An operation, with what its steps wrote.</summary>
    public Task<OperationDocument> OperationAsync(string name, string id, CancellationToken cancellationToken) =>
        AskAsync<OperationDocument>(HttpMethod.Get, PathOf(name, id), null, cancellationToken);

    /// <summary>Takes an operation back, lets one that is stuck try again, or gives it up.</summary>
    /// <param name="name">The cluster.</param>
    /// <param name="id">The operation.</param>
    /// <param name="verb"><c>cancel</c>, <c>retry</c> or <c>abandon</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<OperationDocument> DecideAsync(string name, string id, string verb, CancellationToken cancellationToken) =>
        AskAsync<OperationDocument>(HttpMethod.Post, $"{PathOf(name, id)}/{verb}", null, cancellationToken);

    /// <summary>An operation as it is, and after each change until it has ended or is stuck.</summary>
    public async IAsyncEnumerable<OperationDocument> WatchAsync(string name, string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, connection.UriOf(PathOf(name, id)));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var response = await connection.SendAsync(request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var changes = new OperationChanges();
        var events = SseParser.Create(body, changes.Apply);
        await using var items = events.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(items))
        {
            yield return items.Current.Data;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<SseItem<OperationDocument>> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new ProviderException(ErrorReason.Transient, "The agent has ended.", exception);
        }
    }

    private string PathOf(string name) => $"{Root}/{Uri.EscapeDataString(tenant is null || name.Contains('.', StringComparison.Ordinal) ? name : ClusterKey.Of(tenant, name))}";

    private string PathOf(string name, string id) => $"{PathOf(name)}/operations/{Uri.EscapeDataString(id)}";

    private static ByteArrayContent Content(string name, SpecDocument spec)
    {
        var document = new ClusterDocument
        {
            ApiVersion = ClusterDocument.Version, Kind = ClusterDocument.KindName, Metadata = new MetadataDocument { Name = name }, Spec = spec,
        };
        return ApiQuestions.Json(JsonSerializer.SerializeToUtf8Bytes(document, ApiJson.Line.ClusterDocument));
    }

    private async Task<string?> ChangeAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, connection.UriOf(path)) { Content = content };
        using var response = await connection.SendAsync(request, cancellationToken);
        return response.Headers.TryGetValues(OperationHeader, out var ids) ? ids.FirstOrDefault() : null;
    }

    private Task<T> AskAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken) =>
        connection.AskAsync<T>(method, path, content, cancellationToken);
}
