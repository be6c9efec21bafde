namespace Reeve.Plugins.Slurm.Streams;

/// <summary>What one container used, as its job's script counted it.</summary>
internal sealed record ContainerUsage
{
    /// <summary>The pod's directory.</summary>
    public required string Token { get; init; }

    /// <summary>When, by the compute node's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The container.</summary>
    public required string Container { get; init; }

    /// <summary>Its attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>Processor time since the attempt began.</summary>
    public required TimeSpan Cpu { get; init; }

    /// <summary>Resident memory, bytes.</summary>
    public required long Memory { get; init; }
}
