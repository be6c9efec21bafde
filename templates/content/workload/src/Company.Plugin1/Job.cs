namespace Company.Plugin1;

/// <summary>A pod as a job: all that the provider knows of it, so that it survives everything.</summary>
public sealed class Job
{
    public string Uid { get; set; } = "";

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>The command line of each container.</summary>
    public Dictionary<string, string[]> Containers { get; set; } = [];

    /// <summary>Null while it runs. Whoever works in the spool sets it, and so does a stop.</summary>
    public int? ExitCode { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}
