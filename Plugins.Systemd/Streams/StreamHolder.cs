using Reeve.Containers;
using Reeve.Plugins.Systemd.Units;
using Reeve.Systemd;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Streams;

/// <summary>
/// Gives containers with an input or a terminal a holder: a unit beside theirs that keeps the other ends of their streams and moves
/// output to the spools, whatever becomes of the agent.
/// </summary>
/// <param name="manager">Where units run.</param>
/// <param name="directory">Below it, in memory, each container has a directory of FIFOs.</param>
/// <param name="program">What a holder runs.</param>
internal sealed class StreamHolder(ISystemdManager manager, string directory, HolderProgram program)
{
    private const int EndInput = 10; // SIGUSR1

    /// <summary>Where the FIFOs of a container are.</summary>
    public string DirectoryOf(ContainerId id) => Path.Combine(directory, id.Token);

    /// <summary>Starts the holder of a container that is not started yet.</summary>
    /// <returns>Null for a container that needs none.</returns>
    public async Task<ContainerStreams?> StartAsync(ContainerLaunch launch, CancellationToken cancellationToken)
    {
        var container = launch.Container.Spec;
        if (!ContainerStreams.AreHeld(container))
        {
            return null;
        }

        await StopAsync(launch.Id, cancellationToken); // that of a start which was interrupted
        var place = DirectoryOf(launch.Id);
        OwnerOnly.CreateDirectory(place);
        using var terminal = container.Tty == true ? new PseudoTerminal() : null;
        var path = program.Get();
        List<UnitProperty> properties =
        [
            UnitProperty.Of("Description", $"Streams of container {launch.Id.Name} of pod {launch.Sandbox.Pod.Pod.Metadata.Namespace}/{launch.Sandbox.Pod.Pod.Metadata.Name}"),
            UnitProperty.Of("Slice", UnitNames.Slice(launch.Id.Pod)),
            UnitProperty.Of("Type", "forking"), // it forks when its streams are open
            UnitProperty.Of("CollectMode", "inactive-or-failed"),
            UnitProperty.Of("OOMScoreAdjust", 0),
            UnitProperty.Command("ExecStart", path, [path, place]),
            UnitProperty.Of("StandardOutputFileToAppend", launch.StandardOutputPath),
            terminal is null
                ? UnitProperty.Of("StandardErrorFileToAppend", launch.StandardErrorPath)
                : UnitProperty.Of("StandardErrorFileDescriptor", terminal.Master),
        ];

        var result = await manager.StartTransientUnitAsync(UnitNames.Streams(launch.Id), properties, cancellationToken);
        if (result != "done")
        {
            throw new ProviderException(ErrorReason.Transient, $"The streams of the container cannot be opened: systemd's job ended with {result}.");
        }

        Own(launch, terminal is null ? [Path.Combine(place, "in"), Path.Combine(place, "out"), Path.Combine(place, "err")] : [terminal.Path]);
        return new ContainerStreams
        {
            Input = container.Stdin == true,
            InputOnce = container.Stdin == true && container.StdinOnce == true,
            Terminal = terminal?.Path,
        };
    }

    /// <summary>Lets the program read the end of its input.</summary>
    public Task EndInputAsync(ContainerId id, CancellationToken cancellationToken) =>
        manager.KillUnitAsync(UnitNames.Streams(id), UnitProcesses.All, EndInput, cancellationToken);

    /// <summary>Ends the holder of a container that has ended; when this returns all its output is in the spools.</summary>
    public async Task StopAsync(ContainerId id, CancellationToken cancellationToken)
    {
        try
        {
            await manager.StopUnitAsync(UnitNames.Streams(id), cancellationToken);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.NotFound)
        {
            // There is none, or none any more.
        }
    }

    /// <summary>Deletes what is left on disk.</summary>
    public void Clean(ContainerId id)
    {
        if (DirectoryOf(id) is var place && Directory.Exists(place))
        {
            Directory.Delete(place, recursive: true);
        }
    }

    // So that the program can open /dev/stdout and /dev/tty, whoever it is.
    private static void Own(ContainerLaunch launch, IEnumerable<string> paths)
    {
        if (launch.Container.SecurityContext.RunAsUser is { } user)
        {
            foreach (var path in paths)
            {
                if (StreamCalls.ChangeOwner(path, (uint)user, (uint)(launch.Container.SecurityContext.RunAsGroup ?? 0)) < 0)
                {
                    throw StreamCalls.Failure("The streams cannot be given to the container's user");
                }
            }
        }
    }
}
