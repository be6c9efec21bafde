namespace Reeve.Plugins.Kubeadm.Steps.Kernel;

/// <summary>What was swapped to before.</summary>
internal sealed record SwapPrior
{
    /// <summary>Devices and files.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>Whether <c>/etc/fstab</c> had lines that turn swap on at boot.</summary>
    public bool AtBoot { get; init; }
}
