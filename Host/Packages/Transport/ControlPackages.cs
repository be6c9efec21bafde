using System.Text.Json;
using Reeve.Host.Control;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages.Transport;

/// <summary>The packages of an agent behind its socket.</summary>
internal sealed class ControlPackages(ControlClient client) : IPackages
{
    private const string Root = "/v1/packages";

    /// <inheritdoc/>
    public Task<IReadOnlyList<PackageState>> ListAsync(CancellationToken cancellationToken) =>
        client.AskAsync(HttpMethod.Get, Root, PackageJson.Default.IReadOnlyListPackageState, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PackageState>> ListOutdatedAsync(PackageQuery query, CancellationToken cancellationToken) =>
        client.AskAsync(HttpMethod.Get, $"{Root}/outdated{PackageQueries.Write(query)}", PackageJson.Default.IReadOnlyListPackageState, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FoundPackage>> SearchAsync(PackageQuery query, CancellationToken cancellationToken) =>
        client.AskAsync(HttpMethod.Get, $"{Root}/search{PackageQueries.Write(query)}", PackageJson.Default.IReadOnlyListFoundPackage, cancellationToken);

    /// <inheritdoc/>
    public Task<LockDocument> LockAsync(CancellationToken cancellationToken) =>
        client.AskAsync(HttpMethod.Get, $"{Root}/lock", PackageJson.Default.LockDocument, cancellationToken);

    /// <inheritdoc/>
    public async Task<PackageReport> ChangeAsync(PackageVerb verb, PackageRequest request, IProgress<PackageStep> progress, CancellationToken cancellationToken)
    {
        using var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, PackageJson.Default.PackageRequest));
        using var response = await client.SendAsync(HttpMethod.Post, $"{Root}/{PackageVerbs.Write(verb)}", null, cancellationToken, body);
        try
        {
            return await PackageStream.ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), progress, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new ProviderException(ErrorReason.Transient, "The agent ended before the change did; \"reeve plugins list\" shows what became of it.", exception);
        }
    }
}
