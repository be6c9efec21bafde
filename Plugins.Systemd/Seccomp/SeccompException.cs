namespace Reeve.Plugins.Systemd.Seccomp;

/// <summary>A seccomp profile that cannot be used; the message says why.</summary>
internal sealed class SeccompException(string message) : Exception(message);
