using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>What a document becomes with what a cluster asks for.</summary>
internal sealed record SourcePlan
{
    /// <summary>The whole document.</summary>
    public required ProxySpec Spec { get; init; }

    /// <summary>What becomes of each object, by <see cref="SourceOutcome.KeyOf"/>.</summary>
    public required IReadOnlyDictionary<string, SourceOutcome> Outcomes { get; init; }

    /// <summary>From which object each name in the document comes.</summary>
    public required IReadOnlyDictionary<string, string> Owners { get; init; }
}
