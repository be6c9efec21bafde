using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>One rule of a security group.</summary>
internal sealed record RuleArguments
{
    /// <summary>Whose it is.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>The group's id.</summary>
    public required string Group { get; init; }

    /// <summary>The rule as <see cref="SecurityRules.Describe(IEnumerable{SecurityRule})"/> writes it.</summary>
    public required string Rule { get; init; }
}
