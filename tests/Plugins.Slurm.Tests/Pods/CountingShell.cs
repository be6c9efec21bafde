using System.Collections.Concurrent;
using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Tests.Pods;

/// <summary>Counts what goes through a shell.</summary>
internal sealed class CountingShell(IRemoteShell inner) : IRemoteShell
{
    /// <summary>How many trees came with each upload.</summary>
    public ConcurrentQueue<int> Uploads { get; } = new();

    public string Description => inner.Description;

    public Task<RemoteResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken) => inner.RunAsync(command, cancellationToken);

    public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) => inner.StartAsync(command, cancellationToken);

    public Task UploadAsync(IReadOnlyList<RemoteTree> trees, CancellationToken cancellationToken)
    {
        Uploads.Enqueue(trees.Count);
        return inner.UploadAsync(trees, cancellationToken);
    }

    public Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken) => inner.ConnectAsync(host, port, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
