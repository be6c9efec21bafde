namespace Reeve.Plugins.Process.Supervisor;

/// <summary><c>enum flags</c> of <c>spec.h</c>.</summary>
[Flags]
internal enum SupervisorFlags : uint
{
    None = 0,
    MountNamespace = 1,
    UserNamespace = 2,
    NoNewPrivileges = 4,
    SetGroups = 8,
    SetCapabilities = 16,
    SetOomScore = 32,
    Terminal = 64,
}
