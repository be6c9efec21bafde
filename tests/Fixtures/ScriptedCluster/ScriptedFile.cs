namespace ScriptedCluster;

/// <summary>A file of a cluster, and what is to become of it: the arguments and the prior state of a step.</summary>
internal sealed record ScriptedFile
{
    public string Cluster { get; set; } = "";

    /// <summary>What is in the file; null where it is not there.</summary>
    public string? Content { get; set; }
}
