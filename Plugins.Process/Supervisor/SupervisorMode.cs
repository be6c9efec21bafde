namespace Reeve.Plugins.Process.Supervisor;

/// <summary><c>enum mode</c> of <c>spec.h</c>.</summary>
internal enum SupervisorMode : uint
{
    Run = 0,
    Exec = 1,
    Probe = 2,
}
