namespace Reeve.Plugins.Kubeadm.Steps.Kernel;

/// <summary>A kernel parameter to set.</summary>
internal sealed record ParameterArguments
{
    /// <summary>Its name as sysctl(8) takes it.</summary>
    public required string Parameter { get; init; }

    /// <summary>Its value; null: programs of the cluster set it, and it is only remembered.</summary>
    public string? Value { get; init; }
}
