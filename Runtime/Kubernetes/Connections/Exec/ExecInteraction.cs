namespace Reeve.Runtime.Kubernetes.Connections.Exec;

/// <summary>Whether a program may ask the user.</summary>
internal enum ExecInteraction
{
    Never,
    IfAvailable,
    Always,
}
