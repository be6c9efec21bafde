using System.Net.Http.Headers;
using System.Text;

namespace Reeve.Runtime.Kubernetes.Connections;

/// <summary>A credential that changes only when <see cref="Replace"/> is called, such as a node's rotating certificate. Thread-safe.</summary>
public sealed class StaticCredentials : IClientCredentials
{
    private volatile ClientCredential _current;

    /// <summary>Creates credentials.</summary>
    public StaticCredentials(ClientCredential credential) => _current = credential;

    /// <summary>Nobody.</summary>
    public static StaticCredentials Anonymous() => new(ClientCredential.Anonymous);

    /// <summary>A bearer token.</summary>
    public static StaticCredentials Bearer(string token) => new(new() { Authorization = new AuthenticationHeaderValue("Bearer", token) });

    /// <summary>A user's name and password.</summary>
    public static StaticCredentials Basic(string user, string password) => new(new()
    {
        Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))),
    });

    /// <summary>A client certificate.</summary>
    public static StaticCredentials ForCertificate(ClientCertificate certificate) => new(new() { Certificate = certificate });

    /// <summary>From now on new requests, and new connections, use another credential; those in flight are not disturbed.</summary>
    public void Replace(ClientCredential credential) => _current = credential;

    /// <inheritdoc/>
    public ValueTask<ClientCredential> GetAsync(CancellationToken cancellationToken) => new(_current);

    /// <inheritdoc/>
    public ValueTask<bool> RefreshAsync(ClientCredential rejected, CancellationToken cancellationToken) =>
        new(!ReferenceEquals(rejected, _current));
}
