namespace Reeve.Hollow;

/// <summary>What is kept of a pod in the state directory.</summary>
internal sealed record HollowRecord
{
    public string Cluster { get; set; } = "";

    public string Node { get; set; } = "";

    public string Uid { get; set; } = "";

    public List<string> Containers { get; set; } = [];

    public DateTimeOffset AcceptedAt { get; set; }

    public DateTimeOffset? StoppedAt { get; set; }
}
