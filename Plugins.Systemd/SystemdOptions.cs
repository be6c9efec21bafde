namespace Reeve.Plugins.Systemd;

/// <summary>Options of the systemd provider; the schema is in <c>plugin.json</c>.</summary>
public sealed record SystemdOptions
{
    /// <summary><c>system</c>, <c>user</c>, or the D-Bus address of a system manager of this machine.</summary>
    /// <value><c>system</c>.</value>
    public string Manager { get; set; } = "system";

    /// <summary>How many pods the node takes.</summary>
    /// <value>110, as the kubelet.</value>
    public int MaxPods { get; set; } = 110;

    /// <summary>How many processes and threads each pod may have.</summary>
    /// <value>Null: as many as the machine allows.</value>
    public int? PodPids { get; set; }
}
