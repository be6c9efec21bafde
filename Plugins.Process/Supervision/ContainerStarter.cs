using Reeve.Containers;
using Reeve.Plugins.Process.Identity;
using Reeve.Plugins.Process.Mounts;
using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Processes;
using Reeve.Plugins.Process.Records;
using Reeve.Plugins.Process.Supervisor;

namespace Reeve.Plugins.Process.Supervision;

/// <summary>Starts containers.</summary>
internal sealed class ContainerStarter(
    SupervisorLauncher launcher,
    RecordJournal journal,
    IdentityResolver identities,
    LeftoverKiller leftovers,
    MountIsolation isolation,
    string bootId,
    TimeProvider time)
{
    /// <summary>Starts a container, or says why it cannot run.</summary>
    /// <exception cref="ProviderException">Nothing was started; the attempt does not count.</exception>
    public async Task<SupervisedContainer> StartAsync(ContainerLaunch launch, CancellationToken cancellationToken)
    {
        var label = LabelOf(launch);
        MountPlan plan;
        try
        {
            plan = PlanMounts(launch);
        }
        catch (MountPlanException exception)
        {
            return CannotRun(launch, label, "Cannot mount " + exception.Message);
        }

        if (launch.Arguments.Any(HasNul) || launch.Environment.Any(pair => HasNul(pair.Key) || HasNul(pair.Value)))
        {
            return CannotRun(launch, label, "An argument or a variable holds a NUL character, which no program can be given.");
        }

        var isolated = plan.Operations.Count > 0;
        label = label with { MountNamespace = isolated, UserNamespace = isolated && label.UserNamespace };
        var path = journal.Add(launch.Id.Token);
        var counts = false;
        try
        {
            var container = await StartAsync(launch, label, plan, path, cancellationToken);
            counts = true;
            return container;
        }
        finally
        {
            if (!counts)
            {
                journal.Remove(launch.Id.Token);
            }
        }
    }

    private static bool HasNul(string text) => text.Contains('\0', StringComparison.Ordinal);

    private async Task<SupervisedContainer> StartAsync(ContainerLaunch launch, ContainerLabel label, MountPlan plan, string path, CancellationToken cancellationToken)
    {
        var token = launch.Id.Token;
        // Closing the socket before the answer has come, also by cancelling, keeps the workload from running.
        using var supervisor = launcher.Launch(token, label.Identity.Capabilities);
        var answer = await supervisor.SendAsync(SpecOf(launch, label, plan, path), cancellationToken);
        if (answer is not null && StartRecord.Parse(answer) is { } start)
        {
            return new SupervisedContainer(Observations.Running(launch.Id, start), label, start, supervisor.Open(start.SupervisorPid))
            {
                Environment = launch.Environment,
            };
        }

        var end = answer is null ? null : EndRecord.Parse(answer);
        if (end is not { Kind: EndKind.Failed })
        {
            await leftovers.KillAsync(token, session: null, cancellationToken);
            throw new ProviderException(ErrorReason.Transient, "The container's supervisor was killed while it started the container.");
        }

        if (StartFailure.IsOfMachine(end))
        {
            throw Libc.Failure($"The container cannot be started ({end.Stage})", end.Error);
        }

        var ended = Observations.Ended(launch.Id, label, null, end with { Time = time.GetUtcNow() }, plan.Purposes);
        return new SupervisedContainer(ended, label, null, null);
    }

    private SupervisedContainer CannotRun(ContainerLaunch launch, ContainerLabel label, string message)
    {
        label = label with { Problem = message };
        var now = time.GetUtcNow();
        journal.WriteFailure(launch.Id.Token, label, now);
        var end = new EndRecord { Kind = EndKind.Failed, Time = now };
        return new SupervisedContainer(Observations.Ended(launch.Id, label, null, end), label, null, null);
    }

    private MountPlan PlanMounts(ContainerLaunch launch)
    {
        if (isolation == MountIsolation.None)
        {
            return MountPlan.Empty;
        }

        try
        {
            return MountPlanner.Plan(launch.Mounts, launch.Container.SecurityContext.ReadOnlyRootFilesystem == true, HostFileView.Instance);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MountPlanException($"the volumes: {exception.Message}");
        }
    }

    private ContainerLabel LabelOf(ContainerLaunch launch) => new()
    {
        Owner = launch.Id.Pod.Owner.Token,
        Pod = launch.Id.Pod.Uid,
        Name = launch.Id.Name,
        Attempt = launch.Id.Attempt,
        WorkingDirectory = launch.WorkingDirectory ?? launch.Image.WorkingDirectory ?? "/",
        Identity = identities.Resolve(launch),
        UserNamespace = isolation == MountIsolation.UserNamespace,
        Terminal = launch.Container.Spec.Tty == true,
        Stdin = launch.Container.Spec.Stdin == true,
        StdinOnce = launch.Container.Spec.StdinOnce == true,
        Program = launch.Arguments[0],
    };

    private SupervisorSpec SpecOf(ContainerLaunch launch, ContainerLabel label, MountPlan plan, string path) => new()
    {
        Mode = SupervisorMode.Run,
        Flags = (label.MountNamespace ? SupervisorFlags.MountNamespace : 0)
            | (label.UserNamespace ? SupervisorFlags.UserNamespace : 0)
            | (label.Terminal ? SupervisorFlags.Terminal : 0),
        Identity = label.Identity,
        OomScoreAdjustment = launch.OomScoreAdjustment,
        JournalPath = path,
        StandardOutput = launch.StandardOutputPath,
        StandardError = launch.StandardErrorPath,
        StandardInput = label.Stdin ? journal.InputOf(launch.Id.Token) : "",
        WorkingDirectory = label.WorkingDirectory,
        BootId = bootId,
        Label = label.ToJson(),
        Token = launch.Id.Token,
        Arguments = launch.Arguments,
        Environment = launch.Environment,
        Mounts = plan.Operations,
    };
}
