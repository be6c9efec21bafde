namespace Reeve.Kubernetes;

/// <summary>How a volume may be mounted.</summary>
public static class AccessModes
{
    /// <summary>Read-write by one node.</summary>
    public const string ReadWriteOnce = "ReadWriteOnce";

    /// <summary>Read-only by many nodes.</summary>
    public const string ReadOnlyMany = "ReadOnlyMany";

    /// <summary>Read-write by many nodes.</summary>
    public const string ReadWriteMany = "ReadWriteMany";

    /// <summary>Read-write by one pod.</summary>
    public const string ReadWriteOncePod = "ReadWriteOncePod";
}
