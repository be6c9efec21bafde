using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Actors;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Capabilities;

/// <summary>Forwards ports through the driver.</summary>
internal sealed class PodPortForward(EngineServices engine) : IPodPortForward
{
    public Task ForwardPortAsync(PodId pod, int port, Stream connection, CancellationToken cancellationToken) =>
        engine.Pods.Find(pod) is null
            ? throw new ProviderException(ErrorReason.NotFound, $"There is no pod {pod}.")
            : engine.Driver.RequireCapability<IContainerPortForward>(engine.RuntimeName, "forward ports")
                .ForwardPortAsync(pod, port, connection, cancellationToken);
}
