namespace Reeve.Plugins.Kubeadm.Steps.Kernel;

/// <summary>A kernel parameter's value before.</summary>
internal sealed record ParameterPrior
{
    /// <summary>The value; null if there was no such parameter.</summary>
    public string? Value { get; init; }
}
