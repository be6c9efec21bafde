namespace Reeve.Plugins.Kubeadm.Steps.Backup;

/// <summary>Nothing is to be known: what was there before is in the copy.</summary>
internal sealed record BackupPrior;
