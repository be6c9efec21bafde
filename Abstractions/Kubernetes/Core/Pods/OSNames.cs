namespace Reeve.Kubernetes;

/// <summary>Operating systems of pods.</summary>
public static class OSNames
{
    /// <summary>Linux.</summary>
    public const string Linux = "linux";

    /// <summary>Windows.</summary>
    public const string Windows = "windows";
}
