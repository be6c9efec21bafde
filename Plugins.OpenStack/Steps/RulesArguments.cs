using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>The rules of a security group.</summary>
internal sealed record RulesArguments
{
    /// <summary>Whose it is.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>The group's id; may refer to an output.</summary>
    public required string Group { get; init; }

    /// <summary>All rules for what comes in; groups that they name may refer to outputs.</summary>
    public required IReadOnlyList<SecurityRule> Rules { get; init; }
}
