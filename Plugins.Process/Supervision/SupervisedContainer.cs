using Microsoft.Win32.SafeHandles;
using Reeve.Containers;
using Reeve.Machine.Containers;
using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Records;
using Reeve.Plugins.Process.Supervisor;

namespace Reeve.Plugins.Process.Supervision;

/// <summary>One attempt of a container and its supervisor. Thread-safe.</summary>
/// <param name="supervisor">Its supervisor's process descriptor, owned from here on; null if the supervisor has ended.</param>
internal sealed class SupervisedContainer(ContainerObservation observation, ContainerLabel label, StartRecord? start, SafeFileHandle? supervisor)
    : TrackedContainer(observation)
{
    public string Token { get; } = observation.Id.Token;

    public ContainerLabel Label { get; } = label;

    public StartRecord? Start { get; } = start;

    /// <summary>Its environment if this agent started it; else it is read from the process.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Environment { get; init; }

    public Task WhenSupervisorEndsAsync(Poller poller) => supervisor is null ? Task.CompletedTask : poller.WhenReadableAsync(supervisor);

    /// <summary>Tells the supervisor; see <see cref="SupervisorCommand"/>. Does nothing once it has ended.</summary>
    public void Command(int command)
    {
        lock (Gate)
        {
            if (supervisor is { IsClosed: false })
            {
                PidFd.Queue(supervisor, SupervisorCommand.Signal, command);
            }
        }
    }

    protected override void Release() => supervisor?.Dispose();
}
