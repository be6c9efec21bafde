namespace Reeve.Plugins.Process;

/// <summary>Options of the process provider; the schema is in <c>plugin.json</c>.</summary>
public sealed record ProcessOptions
{
    /// <summary>Whether containers get a private view of the file system, in which volumes appear at their mountPath.</summary>
    /// <value><see cref="MountNamespaceMode.Auto"/>.</value>
    public MountNamespaceMode MountNamespaces { get; set; } = MountNamespaceMode.Auto;

    /// <summary>How many pods the node takes.</summary>
    /// <value>110, as the kubelet.</value>
    public int MaxPods { get; set; } = 110;
}
