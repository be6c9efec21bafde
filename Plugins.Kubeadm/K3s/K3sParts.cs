using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Systemd;

namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>What a started provisioner of k3s consists of; it owns the connections.</summary>
internal sealed class K3sParts : IAsyncDisposable
{
    private readonly SystemdManager _manager;
    private readonly Downloader _downloader;

    public K3sParts(SystemdManager manager, Downloader downloader, TimeProvider time)
    {
        _manager = manager;
        _downloader = downloader;
        var service = new K3sService(manager, manager);
        var kinds = new K3sStepKinds(service, downloader, time);
        Kinds = new StepCatalog(manager, manager, downloader, time, kinds.All);
        Planner = new K3sPlanner(Kinds, kinds);
        Observer = new K3sObserver(service);
    }

    /// <summary>All kinds of steps.</summary>
    public StepCatalog Kinds { get; }

    public K3sPlanner Planner { get; }

    public K3sObserver Observer { get; }

    public async ValueTask DisposeAsync()
    {
        _downloader.Dispose();
        await _manager.DisposeAsync();
    }
}
