namespace Reeve.Plugins.Kubeadm.Steps.Units;

/// <summary>There is nothing to say.</summary>
internal sealed record ReloadArguments;
