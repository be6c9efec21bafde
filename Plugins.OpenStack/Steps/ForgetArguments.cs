using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A server whose secrets are taken out of its metadata.</summary>
internal sealed record ForgetArguments
{
    /// <summary>Whose it is.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Its id; may refer to an output.</summary>
    public required string Server { get; init; }
}
