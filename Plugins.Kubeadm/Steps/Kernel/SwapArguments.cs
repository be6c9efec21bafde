namespace Reeve.Plugins.Kubeadm.Steps.Kernel;

/// <summary>Swap off: there is nothing to say.</summary>
internal sealed record SwapArguments;
