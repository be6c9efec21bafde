namespace Reeve.Workloads;

/// <summary>Kinds of changes of a running pod.</summary>
[Flags]
public enum PodChanges
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The content of mounted ConfigMaps, Secrets, downward API files or tokens.</summary>
    Volumes = 1,

    /// <summary>Requests and limits of containers (in-place resize).</summary>
    Resources = 2,

    /// <summary>Debug containers were added.</summary>
    EphemeralContainers = 4,

    /// <summary>Labels and annotations.</summary>
    Metadata = 8,

    /// <summary><c>activeDeadlineSeconds</c>.</summary>
    Deadline = 16,

    /// <summary>A container's image: that container alone is restarted with it.</summary>
    Image = 32,

    /// <summary>Environment of containers, through changed ConfigMaps or Secrets: counts from the next attempt on.</summary>
    Environment = 64,
}
