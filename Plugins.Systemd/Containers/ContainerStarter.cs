using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Machine;
using Reeve.Plugins.Systemd.Cgroups;
using Reeve.Plugins.Systemd.Files;
using Reeve.Plugins.Systemd.Identity;
using Reeve.Plugins.Systemd.Journal;
using Reeve.Plugins.Systemd.Mounts;
using Reeve.Plugins.Systemd.Networks;
using Reeve.Plugins.Systemd.RootFileSystems;
using Reeve.Plugins.Systemd.Streams;
using Reeve.Plugins.Systemd.Units;
using Reeve.Systemd;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Containers;

/// <summary>Starts containers as transient services.</summary>
internal sealed class ContainerStarter(
    ISystemdManager manager, ManagerFacts facts, PodNetworks networks, EnvironmentFile environments, StandIns standIns, RootStore roots, StreamHolder streams, CgroupLayout cgroups, PodRoom room, bool journal, TimeProvider time)
{
    private const string Nowhere = "/nonexistent/reeve";

    /// <summary>Makes the pod's slice, or leaves it as it is.</summary>
    public async Task PrepareAsync(Sandbox sandbox, int? pids, CancellationToken cancellationToken)
    {
        var pod = sandbox.Pod.Pod;
        List<UnitProperty> properties =
        [
            UnitProperty.Of("Description", $"Pod {pod.Metadata.Namespace}/{pod.Metadata.Name}"),
            .. ResourceProperties.OfPod(pod.Spec, pids, cgroups.IsUnified),
        ];
        try
        {
            await manager.StartTransientUnitAsync(UnitNames.Slice(sandbox.Id), properties, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.Conflict)
        {
            // It is there, from an earlier call or an earlier agent.
        }
    }

    /// <summary>Makes what the pod's containers find in common, once its addresses are known.</summary>
    /// <exception cref="ProviderException">It cannot be made.</exception>
    public void PrepareFiles(Sandbox sandbox, PodFacts pod)
    {
        if (!facts.IsRoot)
        {
            return;
        }

        try
        {
            room.Files.Prepare(sandbox, pod);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorReason.Transient, $"The pod's files cannot be made: {exception.Message}", exception);
        }
    }

    /// <summary>Starts a container, or says why it cannot run.</summary>
    /// <exception cref="ProviderException">Nothing was started; the attempt does not count.</exception>
    public Task<SystemdContainer> StartAsync(ContainerLaunch launch, CancellationToken cancellationToken) =>
        StartThereAsync(facts.IsRoot ? ServiceDirectories.Complete(launch with { Mounts = room.Files.Mounts(launch) }) : launch, cancellationToken);

    private async Task<SystemdContainer> StartThereAsync(ContainerLaunch launch, CancellationToken cancellationToken)
    {
        var unit = UnitNames.Service(launch.Id);
        UnitFields fields;
        var kept = false;
        try
        {
            if ((ContainerStreams.AreHeld(launch.Container.Spec) || roots.Has(launch.Id.Token)) && await ReadAsync(unit, cancellationToken) is { } earlier)
            {
                kept = true; // its holder and its root must stay: the answer of the call that started it was lost
                return Adopt(UnitFields.Read(earlier.Properties, launch.Id.Pod.Owner) ?? FieldsOf(launch), earlier);
            }

            fields = FieldsOf(launch) with { Streams = await streams.StartAsync(launch, cancellationToken), IsInJournal = journal && !ContainerStreams.AreHeld(launch.Container.Spec) };
            List<UnitProperty> properties;
            try
            {
                Check(launch);
                RootFileSystem? root = null;
                if (facts.IsRoot)
                {
                    var identity = room.IdentityOf(launch);
                    fields = fields with { Identity = UnitIdentity.Prefix(room.Entry.Path, identity), HasRoot = launch.Image.Form == ImageForms.Layers };
                    root = fields.HasRoot ? MakeRoot(launch, identity) : null;
                    launch = root?.Complete(launch) ?? launch;
                }

                properties = PropertiesOf(launch, fields, root, facts.IsRoot ? await room.NamespaceOptionsAsync(launch, cancellationToken) : []);
            }
            catch (MountPlanException exception)
            {
                // A unit all the same, for it remembers the attempt.
                fields = fields with { Problem = exception.Message };
                properties = [.. Common(launch, fields), UnitProperty.Of("Type", "exec"), UnitProperty.Command("ExecStart", Nowhere, [Nowhere])];
            }

            UnitStart? start = null;
            try
            {
                start = await manager.StartTransientUnitAsync(unit, properties, UnitState.Wanted, cancellationToken);
            }
            catch (ProviderException exception) when (exception.Reason == ErrorReason.Conflict)
            {
                // Started by a call whose answer was lost.
            }

            if (start is not null && UnitState.Begun(start) is { } begun)
            {
                kept = true;
                return Adopt(fields, begun, hasJustBegun: true);
            }

            var state = await ReadAsync(unit, cancellationToken);
            if (state is null || (start is not null and not { Result: "done" } && !state.HasFailed))
            {
                throw new ProviderException(ErrorReason.Transient, $"systemd's job to start {unit} ended with {start?.Result ?? "nothing"}.");
            }

            kept = true;
            if (fields.Streams is not null && state.NeverRan)
            {
                await streams.StopAsync(launch.Id, cancellationToken);
            }

            return Adopt(fields, state);
        }
        finally
        {
            if (!kept && ContainerStreams.AreHeld(launch.Container.Spec))
            {
                await streams.StopAsync(launch.Id, CancellationToken.None);
            }

            if (!kept && launch.Image.Form == ImageForms.Layers)
            {
                roots.Delete(launch.Id.Token);
            }

            if (!kept || !KeepsEnvironment(launch))
            {
                environments.Delete(launch.Id.Token);
            }
        }
    }

    /// <summary>Takes a unit for what it is: as it started if its program ever ran, its end is noticed by a check.</summary>
    public SystemdContainer Adopt(UnitFields fields, UnitState state, bool hasJustBegun = false)
    {
        room.Namespaces.Remember(fields.Id, state.MainPid);
        return new(
            fields,
            state.NeverRan ? Outcome.Ended(fields, state, time.GetUtcNow()) : Outcome.Running(fields, state),
            facts.ControlGroup + UnitNames.ControlGroup(fields.Id)) { HasJustBegun = hasJustBegun };
    }

    /// <summary>Reads a unit; null if it is not loaded.</summary>
    public async Task<UnitState?> ReadAsync(string unit, CancellationToken cancellationToken) =>
        await manager.GetUnitAsync(unit, UnitState.Wanted, cancellationToken) is { } properties ? new UnitState { Properties = properties } : null;

    /// <summary>Frees what a container that runs no more left on disk.</summary>
    public void Clean(ContainerId id)
    {
        environments.Delete(id.Token);
        standIns.Delete(id.Token);
        roots.Delete(id.Token);
        streams.Clean(id);
        room.Namespaces.Forget(id);
    }

    private void Check(ContainerLaunch launch)
    {
        if (launch.Arguments.Any(HasNul) || launch.Environment.Any(pair => HasNul(pair.Key) || HasNul(pair.Value)))
        {
            throw new MountPlanException("An argument or a variable holds a NUL character, which no program can be given.");
        }

        if (!facts.IsRoot && launch.Environment.FirstOrDefault(pair => !EnvironmentFile.CanCarry(pair.Key)).Key is { } name)
        {
            throw new MountPlanException($"systemd hands on no variable of the name \"{name}\": letters, digits and _ alone.");
        }

        static bool HasNul(string text) => text.Contains('\0', StringComparison.Ordinal);
    }

    private List<UnitProperty> PropertiesOf(ContainerLaunch launch, UnitFields fields, RootFileSystem? root, IReadOnlyList<string> namespaces)
    {
        List<UnitProperty> properties =
        [
            .. Common(launch, fields),
            .. facts.IsRoot ? Entered(launch, fields, namespaces) : Plain(launch, fields),
            UnitProperty.Of("WorkingDirectory", fields.WorkingDirectory),
            .. StreamProperties(launch, fields),
            UnitProperty.Of("OOMScoreAdjust", facts.IsRoot ? launch.OomScoreAdjustment : Math.Max(0, launch.OomScoreAdjustment)),
            UnitProperty.Of("KillMode", "mixed"),
            UnitProperty.Of("OOMPolicy", "kill"), // a container is one thing to the kernel, as with a kubelet; on v1 nothing comes of it
            UnitProperty.Of("KillSignal", SignalNames.NumberOf(launch.Container.Spec.Lifecycle?.StopSignal ?? launch.Image.StopSignal ?? "") ?? SignalNames.Terminate),
            UnitProperty.Of("TimeoutStopUSec", (ulong)launch.Sandbox.Pod.GracePeriod.TotalMicroseconds),
            .. ResourceProperties.Of(launch.Container.Spec.Resources, cgroups.IsUnified),
            .. room.Classes.PropertiesOf(launch.Sandbox.Pod.Pod.Spec.RuntimeClassName),
            .. networks.PropertiesOf(launch.Id.Pod),
        ];
        if (KeepsEnvironment(launch) && cgroups.OomCount(facts.ControlGroup + UnitNames.ControlGroup(launch.Id)) is { } count)
        {
            string[] check = [facts.Grep, "-q", "^oom_kill [1-9]", count];
            properties.Add(root is null
                ? UnitProperty.Command("ExecStopPost", facts.Grep, check, ignoreFailure: true)
                : UnitProperty.PrivilegedCommand("ExecStopPostEx", facts.Grep, check));
        }

        if (root is not null)
        {
            properties.AddRange(RootProperties.Of(launch, root, roots));
        }
        else if (facts.PrivateMounts && (launch.Mounts.Count > 0 || launch.Container.SecurityContext.ReadOnlyRootFilesystem == true))
        {
            properties.AddRange(MakeMounts(launch));
        }

        return properties;
    }

    // Straight into the spools, unless somebody holds them.
    private IEnumerable<UnitProperty> StreamProperties(ContainerLaunch launch, UnitFields fields) => fields.Streams?.Properties(streams.DirectoryOf(launch.Id))
        ?? (fields.IsInJournal ? JournalStreams.Properties :
    [
        UnitProperty.Of("StandardOutputFileToAppend", launch.StandardOutputPath),
        UnitProperty.Of("StandardErrorFileToAppend", launch.StandardErrorPath),
    ]);

    /// <summary>By the entry program, which is who it is and where it is before it becomes the container's.</summary>
    private IEnumerable<UnitProperty> Entered(ContainerLaunch launch, UnitFields fields, IReadOnlyList<string> namespaces) =>
    [
        UnitProperty.Of("Type", "notify"),
        UnitProperty.Of("NotifyAccess", "all"), // the entry program is not the main process any more when it says so
        UnitProperty.Command("ExecStart", room.Entry.Path, [room.Entry.Path, "run", .. namespaces, .. JournalStreams.Options(launch, fields), .. fields.Identity.Skip(1), .. launch.Arguments]),
        UnitProperty.EnvironmentFile(environments.Write(launch.Id.Token, EnvironmentFile.Wrap(launch.Environment))),
    ];

    private IEnumerable<UnitProperty> Plain(ContainerLaunch launch, UnitFields fields) =>
    [
        UnitProperty.Of("Type", "exec"),
        UnitProperty.Command("ExecStart", ProgramPath.Find(launch, fields.WorkingDirectory), launch.Arguments),
        UnitProperty.EnvironmentFile(environments.Write(launch.Id.Token, launch.Environment)),
        EnvironmentFile.Unwanted(launch.Environment, facts.Environment),
    ];

    private RootFileSystem MakeRoot(ContainerLaunch launch, ContainerIdentity identity)
    {
        try
        {
            return roots.Make(launch, identity.User);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorReason.Transient, $"The root file system cannot be made: {exception.Message}", exception);
        }
    }

    private IReadOnlyList<UnitProperty> MakeMounts(ContainerLaunch launch)
    {
        try
        {
            standIns.Delete(launch.Id.Token);
            return standIns.Make(launch.Id.Token, launch.Mounts, launch.Container.SecurityContext.ReadOnlyRootFilesystem == true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MountPlanException($"The volumes cannot be mounted: {exception.Message}");
        }
    }

    private static List<UnitProperty> Common(ContainerLaunch launch, UnitFields fields)
    {
        var pod = launch.Sandbox.Pod.Pod.Metadata;
        return
        [
            UnitProperty.Of("Description", $"Container {launch.Id.Name} of pod {pod.Namespace}/{pod.Name}"),
            UnitProperty.Of("Slice", UnitNames.Slice(launch.Id.Pod)),
            UnitProperty.Of("RemainAfterExit", true),
            fields.ToProperty(pod.Namespace ?? "", pod.Name ?? ""),
        ];
    }

    // The check after the end is given the same environment, so that its file has to be there.
    private bool KeepsEnvironment(ContainerLaunch launch) => !cgroups.IsUnified && ResourceProperties.LimitsMemory(launch.Container.Spec.Resources);

    private static UnitFields FieldsOf(ContainerLaunch launch) => new()
    {
        Id = launch.Id,
        GivenProgram = launch.Arguments[0],
        WorkingDirectory = launch.WorkingDirectory ?? launch.Image.WorkingDirectory ?? "/",
    };
}
