using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>What every guard needs of the runtime.</summary>
internal sealed record GuardServices
{
    public required PluginOptions Options { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    public required GuardMetrics Metrics { get; init; }

    /// <summary>Called when a guard was disposed, and when its last hold ended.</summary>
    public required Action<IGuard> Closed { get; init; }

    public required Action<IGuard> HoldsEnded { get; init; }
}
