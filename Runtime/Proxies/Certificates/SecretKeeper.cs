using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>
/// Serves a certificate from a Secret of a cluster (type <c>kubernetes.io/tls</c>), and each that takes its place. The last good one is kept
/// on disk too, so that it is served after a restart before the cluster answers.
/// </summary>
internal sealed class SecretKeeper : CertificateKeeper
{
    private readonly ReflectorFactory _cluster;
    private readonly CertificateStore _store;
    private readonly string _namespace;
    private readonly string _name;

    public SecretKeeper(CertificateOptions options, ReflectorFactory cluster, CertificateStore store, ILogger logger)
        : base(options, logger)
    {
        (_cluster, _store) = (cluster, store);
        var slash = options.SecretName!.IndexOf('/', StringComparison.Ordinal);
        (_namespace, _name) = (options.SecretName[..slash], options.SecretName[(slash + 1)..]);
        Current = store.Find(options.Name);
        Status = Healthy();
    }

    protected override string Source => $"secret {_namespace}/{_name}";

    public override async Task RunAsync(Func<CancellationToken, Task> changed, CancellationToken cancellationToken)
    {
        await using var reflector = _cluster.StartForObject(ApiResources.Secrets, _namespace, _name);
        try
        {
            await reflector.WaitUntilSyncedAsync(cancellationToken);
        }
        catch (KubernetesApiException e)
        {
            Fail(e.Message); // it goes on trying by itself
        }

        var isThere = false;
        await foreach (var change in reflector.ChangesAsync(cancellationToken))
        {
            if (change is { Kind: ObjectChangeKind.Added or ObjectChangeKind.Modified, Object: { } secret })
            {
                isThere = true;
                if (!TryTake(secret, out var isAnother))
                {
                    continue;
                }

                if (isAnother)
                {
                    await changed(cancellationToken);
                }

                Status = Healthy();
            }
            else if (change.Kind is ObjectChangeKind.Deleted || (change.Kind is ObjectChangeKind.Synced && !isThere))
            {
                isThere = false;
                Fail($"There is no Secret {_namespace}/{_name}.");
            }
        }
    }

    public override Task RenewAsync(Func<CancellationToken, Task> changed, CancellationToken cancellationToken) => throw new ProviderException(
        ErrorReason.Unsupported, $"Certificate \"{Options.Name}\" is taken from the Secret {_namespace}/{_name}: it changes when that does.");

    private bool TryTake(Secret secret, out bool isAnother)
    {
        isAnother = false;
        if (secret.Type != SecretTypes.Tls || !secret.Data.TryGetValue("tls.crt", out var chain) || !secret.Data.TryGetValue("tls.key", out var key))
        {
            Fail($"The Secret {_namespace}/{_name} has the type {secret.Type ?? "Opaque"}; {SecretTypes.Tls} with tls.crt and tls.key is wanted.");
            return false;
        }

        try
        {
            var taken = CertificatePem.Read(Encoding.UTF8.GetString(chain.Span), Encoding.UTF8.GetString(key.Span));
            isAnother = taken.ChainPem != Current?.ChainPem || taken.KeyPem != Current.KeyPem;
            if (isAnother)
            {
                _store.Set(Options.Name, taken);
                Current = taken;
            }

            return true;
        }
        catch (Exception e) when (e is CryptographicException or IOException)
        {
            Fail($"The Secret {_namespace}/{_name} cannot be used: {e.Message}");
            return false;
        }
    }
}
