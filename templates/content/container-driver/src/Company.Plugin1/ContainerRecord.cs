namespace Company.Plugin1;

/// <summary>What is written down of an attempt of a container before it starts.</summary>
public sealed class ContainerRecord
{
    public string PodUid { get; set; } = "";

    public string Name { get; set; } = "";

    public int Attempt { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Why it could not be started: <c>StartError</c> or <c>ContainerCannotRun</c>. Null if it was.</summary>
    public string? Reason { get; set; }

    /// <summary>More about that, for people.</summary>
    public string? Message { get; set; }
}
