using Reeve.Machine.Accounts;
using Reeve.Containers;
using Reeve.Machine.Containers;
using Reeve.Machine.Nodes;
using Reeve.Machine;
using Reeve.Plugins.Systemd.Admission;
using Reeve.Plugins.Systemd.Cgroups;
using Reeve.Plugins.Systemd.Containers;
using Reeve.Plugins.Systemd.Entry;
using Reeve.Plugins.Systemd.Execution;
using Reeve.Plugins.Systemd.Files;
using Reeve.Plugins.Systemd.Identity;
using Reeve.Plugins.Systemd.Journal;
using Reeve.Plugins.Systemd.Mounts;
using Reeve.Plugins.Systemd.Namespaces;
using Reeve.Plugins.Systemd.Networks;
using Reeve.Plugins.Systemd.RootFileSystems;
using Reeve.Plugins.Systemd.Seccomp;
using Reeve.Plugins.Systemd.Streams;
using Reeve.Plugins.Systemd.Units;
using Reeve.Systemd;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd;

/// <summary>What the driver has acquired between its start and its end.</summary>
internal sealed class DriverState : IAsyncDisposable
{
    private readonly SystemdManager _manager;
    private readonly NamespaceHolder _holder;

    private DriverState(SystemdManager manager, ManagerFacts facts, ProviderContext context, SystemdOptions options, ContainerTable<SystemdContainer> table)
    {
        _manager = manager;
        Options = options;
        Facts = facts;
        var classes = new RuntimeClasses(options.RuntimeClasses);
        Features = FeaturesOf(facts, options, classes);
        Node = new NodeProbe(context.StateDirectory, options.MaxPods, facts.Name);
        Streams = new StreamHolder(
            manager, Path.Combine(RuntimeDirectory(context, facts), "streams"), new HolderProgram(Path.Combine(context.StateDirectory, "programs")));
        Attach = new AttachRunner(Streams);
        NetworkSettings = NetworkSettings.Of(options, context.Owner);
        Networks = new PodNetworks(
            new PodNetworkStore(Path.Combine(RuntimeDirectory(context, facts), "networks")), NetworkSettings, manager, context.Logger);
        Environments = new EnvironmentFile(Path.Combine(RuntimeDirectory(context, facts), "environment"));
        var entry = new EntryProgram(Path.Combine(context.StateDirectory, "entry"));
        var profiles = new SeccompProfiles(entry, options.SeccompDirectory);
        var accounts = new MachineAccounts();
        _holder = new NamespaceHolder(manager, entry, context.Owner);
        Room = new PodRoom(
            entry,
            new PodNamespaces(
                new HeldNamespaces(_holder, manager, Path.Combine(RuntimeDirectory(context, facts), "namespaces")),
                new PauseUnits(manager, entry, Networks),
                options),
            new PodFiles(Path.Combine(RuntimeDirectory(context, facts), "pods"), Path.Combine(context.StateDirectory, "pods"), entry.Directory, options),
            new IdentityResolver(accounts, profiles),
            classes);
        Admission = new SystemdAdmission(
            facts.IsRoot,
            new SysctlAdmission(options.AllowedUnsafeSysctls, NetworkSettings.Enabled),
            new ProfileAdmission(profiles, new AppArmor(), accounts),
            new RuntimeClassAdmission(classes));
        Resources = new ResourceUpdate(manager, facts, Cgroups, options);
        Roots = new RootStore(Path.Combine(context.StateDirectory, "roots"), entry.Directory, RuntimeDirectory(context, facts));
        Written = new WrittenBytes(Roots, context.TimeProvider);
        Starter = new ContainerStarter(
            manager, facts, Networks, Environments, new StandIns(Path.Combine(context.StateDirectory, "stand-ins")), Roots, Streams, Cgroups, Room, options.Logs == SystemdOptions.JournalLogs, context.TimeProvider);
        Adoption = new ContainerAdoption(manager, Starter, context.Owner, context.Logger);
        Supervision = new ContainerSupervision(manager, Starter, Streams, table, Cgroups, context.TimeProvider, context.Logger);
        Logs = new JournalLogs(table, options.Logs == SystemdOptions.JournalLogs);
        Exec = new ExecRunner(Starter, facts, Cgroups);
    }

    public SystemdOptions Options { get; }

    public ManagerFacts Facts { get; }

    public CgroupLayout Cgroups { get; } = new();

    public DriverFeatures Features { get; }

    public NodeProbe Node { get; }

    public SystemdAdmission Admission { get; }

    public EnvironmentFile Environments { get; }

    public NetworkSettings NetworkSettings { get; }

    public PodNetworks Networks { get; }

    public PodRoom Room { get; }

    public ResourceUpdate Resources { get; }

    public RootStore Roots { get; }

    public WrittenBytes Written { get; }

    public ContainerStarter Starter { get; }

    public ContainerAdoption Adoption { get; }

    public ContainerSupervision Supervision { get; }

    public JournalLogs Logs { get; }

    public ExecRunner Exec { get; }

    public StreamHolder Streams { get; }

    public AttachRunner Attach { get; }

    public ISystemdManager Manager => _manager;

    public static async Task<DriverState> CreateAsync(
        ProviderContext context, SystemdOptions options, ContainerTable<SystemdContainer> table, CancellationToken cancellationToken)
    {
        var address = SystemdAddress.Parse(options.Manager);
        var manager = await SystemdManager.ConnectAsync(address, context.TimeProvider, cancellationToken);
        try
        {
            var facts = await ManagerFacts.ReadAsync(manager, address, cancellationToken);
            if (facts.IsRoot && Environment.UserName != "root")
            {
                throw new ProviderException(ErrorReason.Denied, "Only root may run units of the system's manager: run the agent as root, or set the option manager to user.");
            }

            if (options.Network == SystemdOptions.PodNetwork && !facts.IsRoot)
            {
                throw new ProviderException(ErrorReason.Invalid, "Only with the system's manager can pods have networks of their own: the option network cannot be pod.");
            }

            if (options.Logs == SystemdOptions.JournalLogs && !facts.IsRoot)
            {
                throw new ProviderException(ErrorReason.Invalid, "Only with the system's manager can logs be kept in the journal: the option logs cannot be journal.");
            }

            if (facts.PrivateMounts)
            {
                TerminationPlace.Make(context.Logger);
            }

            var state = new DriverState(manager, facts, context, options, table);
            if (facts.IsRoot)
            {
                state.Room.Entry.Unpack();
            }

            return state;
        }
        catch
        {
            await manager.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Supervision.DisposeAsync();
        Written.Dispose();
        _holder.Dispose();
        await _manager.DisposeAsync();
    }

    // In memory: the environment of containers is written there.
    private static string RuntimeDirectory(ProviderContext context, ManagerFacts facts)
    {
        var runtime = facts.IsRoot ? "/run" : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return Path.Combine(string.IsNullOrEmpty(runtime) ? context.StateDirectory : runtime, "reeve", context.Owner.Token);
    }

    private static DriverFeatures FeaturesOf(ManagerFacts facts, SystemdOptions options, RuntimeClasses classes)
    {
        List<PodFeature> features =
        [
            PodFeature.StopSignal, PodFeature.Stdin, PodFeature.Tty, PodFeature.HostNetwork, PodFeature.HostPorts, PodFeature.HostPid, PodFeature.HostIpc,
            PodFeature.SharedProcessNamespace, PodFeature.CpuLimits, PodFeature.MemoryLimits, PodFeature.PodLevelResources,
        ];
        if (classes.Any)
        {
            features.Add(PodFeature.RuntimeClass);
        }

        if (!Directory.Exists("/sys/fs/selinux/class"))
        {
            // A machine without SELinux has no labels to give, and no kubelet refuses a pod that names some.
            features.Add(PodFeature.SELinux);
        }

        if (options.Network == SystemdOptions.PodNetwork)
        {
            features.Add(PodFeature.PodNetwork);
        }

        if (facts.IsRoot)
        {
            features.AddRange(
            [
                PodFeature.RunAsUser, PodFeature.RunAsUserName, PodFeature.FsGroup, PodFeature.ProcMount, PodFeature.Hostname, PodFeature.HostAliases,
                PodFeature.DnsConfig, PodFeature.Sysctls, PodFeature.Seccomp, PodFeature.Capabilities, PodFeature.Privileged, PodFeature.NoNewPrivileges, PodFeature.AppArmor,
                PodFeature.ReadOnlyRootFilesystem, PodFeature.RecursiveReadOnly, PodFeature.MountPropagation,
            ]);
        }

        return new DriverFeatures
        {
            RuntimeName = "systemd",
            Pod = PodFeatures.Of(features.ToArray()),
            Images = facts.IsRoot && RootStore.Hindrance() is null ? ImageForms.Host | ImageForms.Layers : ImageForms.Host,
            PrivateMounts = facts.PrivateMounts,
        };
    }
}
