namespace Reeve.Plugins.Process.Mounts;

/// <summary>A container's mounts cannot be made; the message says which and why. Stays inside the plugin.</summary>
internal sealed class MountPlanException(string message) : Exception(message);
