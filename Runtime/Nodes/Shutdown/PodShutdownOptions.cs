namespace Reeve.Runtime.Nodes.Shutdown;

/// <summary>How the pods of a node are ended when the machine goes down.</summary>
public sealed record PodShutdownOptions
{
    /// <summary>How long all of them may take.</summary>
    public required TimeSpan GracePeriod { get; init; }

    /// <summary>The part of it that is kept for critical pods, which are ended when the others are gone.</summary>
    /// <value>Default zero.</value>
    public TimeSpan CriticalGracePeriod { get; init; }
}
