namespace Reeve.Kubernetes;

/// <summary>Where an empty directory is kept.</summary>
public static class VolumeMediums
{
    /// <summary>On the node's default storage.</summary>
    public const string Default = "";

    /// <summary>In memory.</summary>
    public const string Memory = "Memory";

    /// <summary>In huge pages of the default size.</summary>
    public const string HugePages = "HugePages";

    /// <summary>Start of the media of one page size, such as <c>HugePages-2Mi</c>.</summary>
    public const string HugePagesPrefix = "HugePages-";
}
