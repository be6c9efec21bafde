using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Engine.Logs;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Runtime.Images;

namespace Reeve.Runtime.Engine;

/// <summary>What the engine works with beside the driver.</summary>
public sealed record EngineContext
{
    /// <summary>Keeps what containers write.</summary>
    public required IContainerLogs Logs { get; init; }

    /// <summary>Writes volumes.</summary>
    public required IPodVolumes Volumes { get; init; }

    /// <summary>Finds and pulls images.</summary>
    public required IImages Images { get; init; }

    /// <summary>The ranges that the cluster has given to the node for its pods, asked for each pod.</summary>
    public Func<IReadOnlyList<string>> PodRanges { get; init; } = static () => [];

    /// <summary>Times and limits.</summary>
    public EngineOptions Options { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gives numbers from 0 up to 1 (exclusive), to spread the probes of adopted containers. Thread-safe.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>Takes log entries.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
