using System.Runtime.CompilerServices;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Tenants;
using Reeve.Runtime.Operations;

namespace Reeve.Host.Tests.Clusters.Support;

/// <summary>Clusters that become what is asked of them at once.</summary>
internal sealed class FakeClusters(FakeOperations operations) : IClusterManager
{
    private readonly Dictionary<string, ClusterView> _views = new() { ["default"] = Empty("default") };
    private bool _isPaused;

    public IReadOnlyList<string> Types => ["k3s", "kubeadm"];

    /// <summary>What the next call that asks for something fails with.</summary>
    public Exception? Failure { get; set; }

    public List<(string Verb, string Name, ClusterDesired? Desired, string By)> Asked { get; } = [];

    public KubeconfigRequest? KubeconfigRequest { get; private set; }

    /// <summary>What the last cluster was adopted by.</summary>
    public string? Handover { get; private set; }

    public void Set(ClusterView view)
    {
        lock (_views)
        {
            _views[view.Key] = view;
        }
    }

    public IReadOnlyList<ClusterView> List()
    {
        lock (_views)
        {
            return [.. _views.Values];
        }
    }

    public ClusterView? Find(string name)
    {
        lock (_views)
        {
            return _views.GetValueOrDefault(name);
        }
    }

    public async IAsyncEnumerable<ClusterView> WatchAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Known(name);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    public Task<ClusterAccepted> CreateAsync(string name, ClusterDesired desired, string requestedBy, CancellationToken cancellationToken) =>
        AcceptAsync("create", name, desired, requestedBy, ClusterPhase.Provisioning);

    public Task<ClusterAccepted> ReplaceAsync(string name, ClusterDesired desired, string requestedBy, CancellationToken cancellationToken) =>
        AcceptAsync("replace", name, desired, requestedBy, ClusterPhase.Upgrading);

    public Task<ClusterAccepted> PatchAsync(string name, ClusterDesired change, string requestedBy, CancellationToken cancellationToken) =>
        AcceptAsync("patch", name, change, requestedBy, ClusterPhase.Provisioning);

    public Task<ClusterAccepted> DeleteAsync(string name, ClusterDeleteOptions options, string requestedBy, CancellationToken cancellationToken) =>
        AcceptAsync("delete", name, null, requestedBy, ClusterPhase.Deleting);

    public Task<ClusterAccepted> RenewCertificatesAsync(string name, string requestedBy, CancellationToken cancellationToken) =>
        AcceptAsync("renew", name, null, requestedBy, ClusterPhase.KubeConfigResetting);

    public Task<ClusterAccepted> ReleaseAsync(string name, string requestedBy, CancellationToken cancellationToken) =>
        AcceptAsync("release", name, null, requestedBy, ClusterPhase.Released);

    public Task<string> GetHandoverAsync(string name, CancellationToken cancellationToken)
    {
        Fail();
        return Task.FromResult($$"""{"kind":"ClusterHandover","name":"{{ClusterKey.Read(name).Name}}","tenant":"{{ClusterKey.Read(name).Tenant}}"}""");
    }

    public Task<ClusterAccepted> AdoptAsync(string name, string handover, string requestedBy, CancellationToken cancellationToken)
    {
        Handover = handover;
        return AcceptAsync("adopt", name, null, requestedBy, ClusterPhase.Provisioning);
    }

    public Task<OperationPreview> PlanAsync(string name, ClusterVerb verb, ClusterDesired? desired, CancellationToken cancellationToken) =>
        Task.FromResult(new OperationPreview { Steps = operations.List(null).FirstOrDefault()?.Steps ?? [], Warnings = [verb.ToString()] });

    public Task<string> GetKubeconfigAsync(string name, KubeconfigRequest request, CancellationToken cancellationToken)
    {
        Fail();
        KubeconfigRequest = request;
        return Task.FromResult("apiVersion: v1\nkind: Config\n");
    }

    public Task<IReadOnlyList<ClusterCertificate>> GetCertificatesAsync(string name, CancellationToken cancellationToken)
    {
        Fail();
        return Task.FromResult(Known(name).Certificates);
    }

    public Task<ClusterView> ObserveAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Known(name));

    public void SetCondition(string name, string type, ClusterConditionState? finding)
    {
        var view = Known(name);
        var others = view.Conditions.Where(condition => condition.Type != type);
        Set(view with { Conditions = [.. finding is null ? others : others.Append(finding)] });
    }

    public ReconcilerStatus GetReconciler(string name) => new() { Status = _isPaused ? "Paused" : "OK", IsPaused = _isPaused };

    public void SetReconciler(string name, bool isPaused) => _isPaused = isPaused;

    private static ClusterView Empty(string key) => new()
    {
        Name = ClusterKey.Read(key).Name,
        Tenant = ClusterKey.Read(key).Tenant,
        Phase = ClusterPhase.NotInitialised,
        Conditions =
        [
            new ClusterConditionState { Type = "ClusterReady", Status = false },
            new ClusterConditionState { Type = "ControlPlaneReady", Status = false },
            new ClusterConditionState { Type = "NodeReady", Status = false },
        ],
    };

    private ClusterView Known(string name) => Find(name) ?? throw new ClusterRefusedException(ClusterRefusal.NotFound, $"There is no cluster {name}.");

    private void Fail()
    {
        if (Failure is { } failure)
        {
            Failure = null;
            throw failure;
        }
    }

    private Task<ClusterAccepted> AcceptAsync(string verb, string name, ClusterDesired? desired, string by, ClusterPhase phase)
    {
        Fail();
        Asked.Add((verb, name, desired, by));
        var before = Find(name) ?? Empty(name);
        var view = before with { Desired = desired ?? before.Desired, Type = desired?.Type ?? before.Type, Phase = phase };
        Set(view);
        return Task.FromResult(new ClusterAccepted { Cluster = view, Operation = operations.List(null).FirstOrDefault() });
    }
}
