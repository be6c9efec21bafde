using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.KubeletApi.PortForwarding;

/// <summary>The pod whose ports are forwarded.</summary>
internal sealed record PortTarget(PodId Id, string Name, IPodPortForward Forward)
{
    /// <summary>Forwards a connection.</summary>
    /// <returns>What to tell the client if it failed; null if it ended well.</returns>
    public async Task<string?> RunAsync(int port, Stream connection, CancellationToken cancellationToken)
    {
        try
        {
            await Forward.ForwardPortAsync(Id, port, connection, cancellationToken);
            return null;
        }
        catch (ProviderException e)
        {
            return $"error forwarding port {port} to pod {Name}, uid {Id.Uid}: {e.Message}";
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return $"error forwarding port {port} to pod {Name}, uid {Id.Uid}: the connection was cut";
        }
    }
}
