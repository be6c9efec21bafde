using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Actors;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Capabilities;

/// <summary>Attaches to the running attempt of a container.</summary>
internal sealed class PodAttach(EngineServices engine) : IPodAttach
{
    public async Task AttachAsync(PodId pod, string container, AttachRequest request, CancellationToken cancellationToken)
    {
        var id = await RunningContainers.FindAsync(engine, pod, container, cancellationToken);
        try
        {
            await engine.Driver.RequireCapability<IContainerAttach>(engine.RuntimeName, "attach to containers")
                .AttachAsync(id, request, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.Unsupported)
        {
            await FollowAsync(pod, container, request, cancellationToken);
        }
    }

    /// <summary>A driver that cannot attach to a container that has no input: its output, by whole lines, as its log gets them.</summary>
    private Task FollowAsync(PodId pod, string container, AttachRequest request, CancellationToken cancellationToken) => Task.WhenAll(
        FollowAsync(pod, container, LogStream.Stdout, request.StandardOutput, cancellationToken),
        FollowAsync(pod, container, LogStream.Stderr, request.StandardError, cancellationToken));

    private Task FollowAsync(PodId pod, string container, LogStream stream, Stream? output, CancellationToken cancellationToken) =>
        engine.Logs.ReadAsync(pod, container, new LogQuery { Follow = true, TailLines = 0, Stream = stream }, output ?? Stream.Null, cancellationToken);
}
