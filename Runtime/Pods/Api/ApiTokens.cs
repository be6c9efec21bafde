using System.Collections.Concurrent;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// Tokens of service accounts, bound to their pods, kept in memory alone. One is replaced at 80 % of its life or after 24 h, as by a kubelet;
/// while that fails, the former one goes on as long as it is valid. Thread-safe.
/// </summary>
internal sealed class ApiTokens(IKubernetesApi api, TimeProvider timeProvider) : IServiceAccountTokens
{
    private const long DefaultSeconds = 3600;
    private const double Life = 0.8;
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(24);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Key, Slot>> _pods = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<ServiceAccountToken> GetAsync(Pod pod, ServiceAccountTokenProjection projection, CancellationToken cancellationToken)
    {
        var account = pod.Spec.ServiceAccountName is { Length: > 0 } name ? name : "default";
        var key = new Key(account, projection.Audience ?? "", projection.ExpirationSeconds ?? DefaultSeconds);
        var slot = _pods.GetOrAdd(pod.Metadata.Uid!, static _ => new()).GetOrAdd(key, static _ => new());

        // One at a time asks for one token.
        await slot.Gate.WaitAsync(cancellationToken);
        try
        {
            var now = timeProvider.GetUtcNow();
            if (slot.Token is { } token && now < token.RefreshAt)
            {
                return token;
            }

            return slot.Token = await RenewAsync(slot, pod, key, now, cancellationToken);
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Forget(string uid) => _pods.TryRemove(uid, out _);

    private async Task<ServiceAccountToken> RenewAsync(Slot slot, Pod pod, Key key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AuthoriserLag.RetryAsync(
                () => api.CreateAsync(ApiResources.ServiceAccountTokens, pod.Metadata.Namespace, key.Account, Request(pod, key), null, cancellationToken),
                timeProvider,
                cancellationToken);
            slot.Expires = answer.Status.ExpirationTimestamp?.Value ?? now.AddSeconds(key.Seconds);
            var life = (slot.Expires - now) * Life;
            return new() { Token = answer.Status.Token, RefreshAt = now + (life < LongestLife ? life : LongestLife) };
        }
        catch (KubernetesApiException) when (slot.Token is not null && now < slot.Expires)
        {
            return slot.Token with { RefreshAt = now + RetryInterval };
        }
        catch (KubernetesApiException e)
        {
            throw ApiErrors.ToProviderException(e);
        }
    }

    private static TokenRequest Request(Pod pod, Key key) => new()
    {
        Spec = new()
        {
            Audiences = key.Audience.Length > 0 ? [key.Audience] : [],
            ExpirationSeconds = key.Seconds,
            BoundObjectRef = new() { ApiVersion = "v1", Kind = "Pod", Name = pod.Metadata.Name, Uid = pod.Metadata.Uid },
        },
    };

    private sealed record Key(string Account, string Audience, long Seconds);

    // Never disposed: a semaphore whose wait handle nobody asked for holds nothing.
    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public ServiceAccountToken? Token { get; set; }

        public DateTimeOffset Expires { get; set; }
    }
}
