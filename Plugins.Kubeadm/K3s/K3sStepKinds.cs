using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.K3s;
using Reeve.Plugins.Kubeadm.Steps.Registries;

namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>Kinds of steps that clusters of k3s have.</summary>
internal sealed class K3sStepKinds
{
    public K3sStepKinds(K3sService service, Downloader downloader, TimeProvider time)
    {
        var programs = new ProgramFiles(downloader);
        var removal = new K3sRemoval(service, time);
        Claim = new ClaimStep(service);
        Program = new ProgramStep(programs);
        Fetch = new FetchStep(programs);
        Copy = new CopyStep(downloader);
        Pause = new PauseStep(service);
        Server = new ServerStep(service, removal);
        Rotate = new RotateStep(service);
        Remove = new RemoveStep(service, removal);
    }

    public ClaimStep Claim { get; }

    public ProgramStep Program { get; }

    public FetchStep Fetch { get; }

    public CopyStep Copy { get; }

    public PauseStep Pause { get; }

    public ServerStep Server { get; }

    public RotateStep Rotate { get; }

    public RemoveStep Remove { get; }

    public LinkStep Link { get; } = new();

    public RegistriesStep Registries { get; } = new();

    /// <summary>All of them.</summary>
    public IEnumerable<IStepKind> All => [Claim, Program, Fetch, Copy, Pause, Server, Rotate, Remove, Link, Registries];
}
