namespace Reeve.Plugins.Systemd.Mounts;

/// <summary>A mount that cannot be made; the message says which and why.</summary>
internal sealed class MountPlanException(string message) : Exception(message);
