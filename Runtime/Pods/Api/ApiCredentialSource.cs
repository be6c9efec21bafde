using System.Text.Json;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// Credentials from the API server of a kubeconfig of their own, whose user needs no other right than <c>get</c> on these Secrets: they are read
/// one by one, never watched, and kept nowhere. Thread-safe.
/// </summary>
public sealed class ApiCredentialSource : ICredentialSource, IDisposable
{
    private readonly string _path;
    private readonly KubernetesClient _client;

    private ApiCredentialSource(string path, KubernetesClient client) => (_path, _client) = (path, client);

    /// <summary>Reads the kubeconfig. Nothing is asked of its cluster yet.</summary>
    /// <param name="path">The kubeconfig's file.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="KubernetesConfigurationException">The file cannot be read, or what it says is wrong.</exception>
    public static ApiCredentialSource Open(string path, TimeProvider timeProvider, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(path);
        var connection = new KubeconfigLoader(timeProvider, loggers).Load([path]);

        // As with the node's own client: how much is asked is bounded by how many pods start at once.
        var options = new KubernetesClientOptions { RequestsPerSecond = 0 };
        return new(path, new KubernetesClient(connection, options, timeProvider, loggers.CreateLogger<KubernetesClient>()));
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> GetJsonAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key is not { ApiVersion: "v1", Kind: "Secret", Namespace.Length: > 0, Name.Length: > 0 })
        {
            throw new ProviderException(ErrorReason.Unsupported, $"{key} is no Secret of a namespace: with the credentials kubeconfig {_path} nothing else is read.");
        }

        try
        {
            var secret = await _client.GetAsync(ApiResources.Secrets, key.Namespace, key.Name, cancellationToken);
            return JsonSerializer.SerializeToUtf8Bytes(secret, KubernetesJson.GetTypeInfo<Secret>());
        }
        catch (KubernetesApiException e)
        {
            var failure = ApiErrors.ToProviderException(e);
            throw new ProviderException(
                failure.Reason, $"{key} cannot be read with the credentials kubeconfig {_path}; {Remedy(failure.Reason, key.Namespace)}: {e.Message}", e)
            {
                RetryAfter = failure.RetryAfter,
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static string Remedy(ErrorReason reason, string ns) => reason switch
    {
        ErrorReason.NotFound => "create it in the cluster of that kubeconfig",
        ErrorReason.Denied => $"let the user of that kubeconfig get it (a Role of namespace {ns} with the verb get)",
        _ => "it is tried again",
    };
}
