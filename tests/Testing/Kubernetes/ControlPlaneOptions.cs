namespace Reeve.Testing.Kubernetes;

/// <summary>What is particular about a control plane.</summary>
public sealed record ControlPlaneOptions
{
    /// <summary>Further flags of the API server.</summary>
    public IReadOnlyList<string> ApiFlags { get; init; } = [];

    /// <summary>Further flags of the controller manager.</summary>
    public IReadOnlyList<string> ControllerFlags { get; init; } = [];
}
