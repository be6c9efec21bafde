using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Reeve.Containers;
using Reeve.Plugins.Systemd.Networks.Cni;
using Reeve.Plugins.Systemd.Units;
using Reeve.Systemd;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Networks;

/// <summary>
/// The networks of pods: a namespace each, furnished by CNI plugins. They belong to the pods, not to the agent, and are found again by the
/// next one. Thread-safe; calls for one pod follow one another.
/// </summary>
internal sealed partial class PodNetworks(PodNetworkStore store, NetworkSettings settings, ISystemdManager manager, ILogger logger)
{
    private readonly CniRunner _plugins = new(settings.Programs);
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _addresses = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

    /// <summary>Takes over what a former agent made, and removes what it left of pods that have gone.</summary>
    public async Task AdoptAsync(CancellationToken cancellationToken)
    {
        foreach (var token in store.Tokens)
        {
            if ((await manager.ListUnitsAsync(UnitNames.Slice(token), cancellationToken)).Count == 0)
            {
                await TryRemoveAsync(token, cancellationToken);
            }
            else if (store.Read(token) is { Result: { } result } && store.NamespaceOf(token).Exists)
            {
                _addresses[token] = CniResult.AddressesOf(result);
            }
        }
    }

    /// <summary>Makes the pod's network, or finds it made.</summary>
    /// <param name="sandbox">The pod.</param>
    /// <param name="inUse">Whether a container of the pod runs.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The pod's addresses; null if it uses the machine's.</returns>
    /// <exception cref="ProviderException">A plugin failed.</exception>
    public async Task<IReadOnlyList<string>?> PrepareAsync(Sandbox sandbox, bool inUse, CancellationToken cancellationToken)
    {
        var token = sandbox.Id.Token;
        var turn = _turns.GetOrAdd(token, static _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (store.Read(token) is { } record)
            {
                if (_addresses.TryGetValue(token, out var known) && (inUse || await IsSoundAsync(token, record, cancellationToken)))
                {
                    return known;
                }

                await RemoveAsync(token, record, cancellationToken);
            }

            return settings.Enabled && sandbox.Pod.Pod.Spec.HostNetwork != true ? await MakeAsync(sandbox, cancellationToken) : null;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The pod's namespace, or null if it uses the machine's.</summary>
    public NetworkNamespace? Find(PodId pod) => _addresses.ContainsKey(pod.Token) ? store.NamespaceOf(pod.Token) : null;

    /// <summary>The pod's addresses; empty if it uses the machine's.</summary>
    public IReadOnlyList<string> AddressesOf(PodId pod) => _addresses.GetValueOrDefault(pod.Token) ?? [];

    /// <summary>Whether something of the pod is left to be removed.</summary>
    public bool Knows(PodId pod) => store.Read(pod.Token) is not null;

    /// <summary>Frees what a pod has of the network.</summary>
    /// <exception cref="ProviderException">A plugin failed; call again.</exception>
    public async Task RemoveAsync(PodId pod, CancellationToken cancellationToken)
    {
        if (store.Read(pod.Token) is { } record)
        {
            await RemoveAsync(pod.Token, record, cancellationToken);
            _turns.TryRemove(pod.Token, out _);
        }
    }

    /// <summary>What a unit of the pod has to be given.</summary>
    public IEnumerable<UnitProperty> PropertiesOf(PodId pod) =>
        Find(pod) is { } space ? [UnitProperty.Of("NetworkNamespacePath", space.Path)] : [];

    private async Task<IReadOnlyList<string>> MakeAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        var (token, pod) = (sandbox.Id.Token, sandbox.Pod.Pod);
        var demands = PodDemands.Of(pod);
        var list = settings.ListFor(demands, store.Allocations, sandbox.PodRanges);
        var record = new PodNetworkRecord
        {
            Capabilities = demands,
            Arguments = $"IgnoreUnknown=1;K8S_POD_NAMESPACE={pod.Metadata.Namespace};K8S_POD_NAME={pod.Metadata.Name};K8S_POD_INFRA_CONTAINER_ID={token};K8S_POD_UID={sandbox.Id.Uid}",
            List = list.Json,
        };
        // Before the first step, so that a crash in between leaves nothing unknown.
        store.Write(token, record);
        try
        {
            await store.NamespaceOf(token).CreateAsync();
            var result = await _plugins.AddAsync(list, RequestOf(token, record), cancellationToken);
            var addresses = CniResult.AddressesOf(result);
            store.Write(token, record with { Result = result ?? new JsonObject() });
            _addresses[token] = addresses;
            return addresses;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await TryRemoveAsync(token, CancellationToken.None);
            throw exception as ProviderException
                ?? new ProviderException(ErrorReason.Transient, $"The pod's network cannot be made: {exception.Message}", exception);
        }
    }

    private async Task<bool> IsSoundAsync(string token, PodNetworkRecord record, CancellationToken cancellationToken)
    {
        var list = CniList.Parse(record.List);
        if (!store.NamespaceOf(token).Exists)
        {
            return false;
        }

        try
        {
            if (list.CanCheck)
            {
                await _plugins.CheckAsync(list, RequestOf(token, record), record.Result, cancellationToken);
            }

            return true;
        }
        catch (ProviderException exception)
        {
            LogUnsound(token, exception.Message);
            return false;
        }
    }

    private async Task RemoveAsync(string token, PodNetworkRecord record, CancellationToken cancellationToken)
    {
        await _plugins.DeleteAsync(CniList.Parse(record.List), RequestOf(token, record), record.Result, cancellationToken);
        store.Delete(token);
        _addresses.TryRemove(token, out _);
    }

    // What is left is removed with the pod, or by the next agent.
    private async Task TryRemoveAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            await RemoveAsync(token, store.Read(token) ?? new PodNetworkRecord(), cancellationToken);
        }
        catch (Exception exception) when (exception is ProviderException or IOException or FormatException)
        {
            LogLeft(token, exception.Message);
        }
    }

    private CniRequest RequestOf(string token, PodNetworkRecord record) => new()
    {
        ContainerId = token,
        Namespace = store.NamespaceOf(token).Path,
        Arguments = record.Arguments,
        Capabilities = record.Capabilities,
    };
}
