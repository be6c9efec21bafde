using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Nodes.Leases;

namespace Reeve.Runtime.Nodes;

/// <summary>What has to be known before a node may speak: that nobody else uses its name, and which server it speaks to. Not thread-safe.</summary>
/// <param name="api">The API.</param>
/// <param name="lease">Proves the name; null for a node without a lease.</param>
/// <param name="logger">The log.</param>
internal sealed partial class NodeClaim(IKubernetesApi api, NodeLease? lease, ILogger logger)
{
    private readonly TaskCompletionSource _claimed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when it is known.</summary>
    public Task Claimed => _claimed.Task;

    /// <summary>The server's version, e.g. <c>v1.20.2</c>; empty before <see cref="Claimed"/>.</summary>
    public string ServerVersion { get; private set; } = "";

    /// <summary>Finds out, once.</summary>
    /// <exception cref="NodeNameTakenException">Another agent uses the name.</exception>
    /// <exception cref="KubernetesApiException">The API cannot be asked.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_claimed.Task.IsCompleted)
        {
            return;
        }

        var version = ReadVersionAsync(cancellationToken);
        await Task.WhenAll(version, lease?.ClaimAsync(cancellationToken) ?? Task.CompletedTask);
        ServerVersion = await version;
        _claimed.TrySetResult();
    }

    /// <summary>It will not be known any more.</summary>
    public void Cancel() => _claimed.TrySetCanceled();

    private async Task<string> ReadVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await api.GetVersionAsync(cancellationToken);
            return version.GitVersion is { Length: > 0 } text ? text.Split('+', '-')[0] : $"v{version.Major}.{version.MinorNumber}.0";
        }
        catch (KubernetesApiException e) when (!e.IsTransient)
        {
            LogNoVersion(e.Message);
            return "v1.20.0"; // the oldest that is supported
        }
    }

    [LoggerMessage(1965, LogLevel.Warning, "The server does not tell its version, so that the node claims the oldest one: {Reason}")]
    private partial void LogNoVersion(string reason);
}
