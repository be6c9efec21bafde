using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Machines that are waited for.</summary>
internal sealed record ServersArguments
{
    /// <summary>Whose they are.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Their names as machines.</summary>
    public required IReadOnlyList<string> Machines { get; init; }
}
