namespace Reeve.Plugins.Process.Supervisor;

/// <summary><c>enum stage</c> of <c>container.h</c>: how far a start came.</summary>
internal enum SupervisorStage
{
    Unknown = 0,
    Spec,
    Streams,
    Fork,
    Record,
    Session,
    Namespace,
    Mount,
    Identity,
    WorkingDirectory,
    Exec,
}
