using Reeve.Machine.Accounts;
using Reeve.Containers;
using Reeve.Machine.Containers;
using Reeve.Machine.Nodes;
using Reeve.Machine;
using Reeve.Plugins.Process.Admission;
using Reeve.Plugins.Process.Execution;
using Reeve.Plugins.Process.Identity;
using Reeve.Plugins.Process.Mounts;
using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Processes;
using Reeve.Plugins.Process.Records;
using Reeve.Plugins.Process.Supervision;
using Reeve.Plugins.Process.Supervisor;
using Reeve.Workloads;

namespace Reeve.Plugins.Process;

/// <summary>What the driver has acquired between its start and its end.</summary>
internal sealed class DriverState : IAsyncDisposable
{
    private const string ChildrenFile = "/proc/thread-self/children";

    private readonly SupervisorLauncher _launcher;
    private readonly Poller _poller;
    private readonly RecordJournal _journal;

    private DriverState(
        SupervisorLauncher launcher, Poller poller, ProviderContext context, ProcessOptions options, ContainerTable<SupervisedContainer> table, MountIsolation isolation)
    {
        _launcher = launcher;
        _poller = poller;
        var agent = AgentIdentity.Read(isolation);
        _journal = new RecordJournal(context.StateDirectory);
        var bootId = NodeProbe.ReadBootId();
        var leftovers = new LeftoverKiller(poller);
        Features = FeaturesOf(isolation);
        Node = new NodeProbe(context.StateDirectory, options.MaxPods, "process://" + ContractVersion.Text);
        Admission = new ProcessAdmission(agent, isolation != MountIsolation.None);
        Starter = new ContainerStarter(launcher, _journal, new IdentityResolver(agent, new MachineAccounts()), leftovers, isolation, bootId, context.TimeProvider);
        Adoption = new ContainerAdoption(_journal, leftovers, context.Owner, bootId, context.TimeProvider, context.Logger);
        Supervision = new ContainerSupervision(table, _journal, leftovers, poller, context.TimeProvider, context.Logger);
        Exec = new ExecRunner(launcher, poller);
        Attach = new AttachRunner(_journal, poller);
    }

    public DriverFeatures Features { get; }

    public NodeProbe Node { get; }

    public ProcessAdmission Admission { get; }

    public ContainerStarter Starter { get; }

    public ContainerAdoption Adoption { get; }

    public ContainerSupervision Supervision { get; }

    public ExecRunner Exec { get; }

    public AttachRunner Attach { get; }

    public static async Task<DriverState> CreateAsync(
        ProviderContext context, ProcessOptions options, ContainerTable<SupervisedContainer> table, CancellationToken cancellationToken)
    {
        _ = SupervisorImage.Require(); // says first if this is no Linux
        var poller = new Poller();
        var launcher = new SupervisorLauncher(poller);
        try
        {
            if (!File.Exists(ChildrenFile))
            {
                throw new ProviderException(ErrorReason.Unsupported, $"This kernel has no {ChildrenFile}; use one with CONFIG_PROC_CHILDREN, as distributions ship.");
            }

            var isolation = await new MountProbe(launcher, context.Logger).FindAsync(options.MountNamespaces, cancellationToken);
            if (isolation == MountIsolation.MountNamespace)
            {
                TerminationPlace.Make(context.Logger);
            }

            return new DriverState(launcher, poller, context, options, table, isolation);
        }
        catch
        {
            launcher.Dispose();
            poller.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _poller.Dispose();
        await Supervision.CloseAsync();
        _launcher.Dispose();
        _journal.Dispose();
    }

    private static DriverFeatures FeaturesOf(MountIsolation isolation)
    {
        var isolated = isolation != MountIsolation.None;
        List<PodFeature> features =
        [
            PodFeature.StopSignal, PodFeature.Stdin, PodFeature.Tty, PodFeature.RunAsUser, PodFeature.FsGroup,
            PodFeature.Capabilities, PodFeature.Privileged, PodFeature.NoNewPrivileges, PodFeature.HostNetwork,
            PodFeature.HostPorts, PodFeature.HostPid, PodFeature.HostIpc, PodFeature.SharedProcessNamespace,
        ];
        if (isolated)
        {
            features.AddRange([PodFeature.ReadOnlyRootFilesystem, PodFeature.RecursiveReadOnly]);
        }

        return new DriverFeatures
        {
            RuntimeName = "process",
            Pod = PodFeatures.Of(features.ToArray()),
            Images = ImageForms.Host,
            PrivateMounts = isolated,
        };
    }
}
