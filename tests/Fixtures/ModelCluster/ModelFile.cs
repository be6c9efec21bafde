namespace ModelCluster;

/// <summary>A file and what is in it, or shall be; an empty one stands for none. The arguments and the prior state of a step.</summary>
internal sealed record ModelFile
{
    public string Path { get; set; } = "";

    public string Content { get; set; } = "";
}
