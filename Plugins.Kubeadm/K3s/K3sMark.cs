using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Cleanup;

namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>The agent's own note on the machine: that the cluster is its own, and what was there before.</summary>
internal sealed record K3sMark
{
    private const int Mode = 0x180; // 0600

    /// <summary>The operation that made it.</summary>
    public required string Operation { get; init; }

    /// <summary>Absolute path of k3s' data.</summary>
    public string DataDirectory { get; init; } = K3sPaths.DefaultData;

    /// <summary>Absolute path of its program.</summary>
    public string Program { get; init; } = K3sPaths.DefaultProgram;

    /// <summary>What was there before.</summary>
    public MachineSnapshot Before { get; init; } = new();

    /// <summary>Whether the cluster is gone already, so that what is there now is not its own.</summary>
    public bool Removed { get; init; }

    public static async Task<K3sMark?> ReadAsync(IStepContext context, CancellationToken cancellationToken) =>
        await context.ReadFileAsync(K3sPaths.Mark, cancellationToken) is { } bytes ? JsonSerializer.Deserialize(bytes.Span, KubeadmJson.Default.K3sMark) : null;

    public Task WriteAsync(IStepContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(K3sPaths.State, (UnixFileMode)0x1c0); // 0700
        return context.WriteFileAsync(K3sPaths.Mark, JsonSerializer.SerializeToUtf8Bytes(this, KubeadmJson.Default.K3sMark), Mode, cancellationToken);
    }
}
