namespace Reeve.Kubernetes;

/// <summary>Whether mounts below a mount are read-only as well.</summary>
public static class RecursiveReadOnlyModes
{
    /// <summary>They are not.</summary>
    public const string Disabled = "Disabled";

    /// <summary>They are, where the node can.</summary>
    public const string IfPossible = "IfPossible";

    /// <summary>They are, or the container fails.</summary>
    public const string Enabled = "Enabled";
}
