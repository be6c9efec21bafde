namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>What a reflector looks at, and how.</summary>
public sealed record ReflectorOptions
{
    /// <summary>The namespace; null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>Labels to select by; null for all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Fields to select by, such as <c>spec.nodeName=n1</c>; null for all.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Items of a page of a list that is read from a quorum; the server's own cache gives all at once.</summary>
    /// <value>Default: 500.</value>
    public int PageSize { get; init; } = 500;

    /// <summary>Whether the first list is read from a quorum instead of what the server has at hand, which may be a little old.</summary>
    /// <value>Default: false.</value>
    public bool QuorumList { get; init; }

    /// <summary>Whether the watch has a connection to itself: see <see cref="Requests.WatchOptions.OwnConnection"/>.</summary>
    /// <value>Default: false.</value>
    public bool OwnConnection { get; init; }

    /// <summary>Shortest time after which the server ends a watch; the time is chosen at random up to the double.</summary>
    /// <value>Default: 5 min.</value>
    public TimeSpan MinWatchTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How much longer than the time of a watch nothing may be heard before it is given up.</summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan WatchdogGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>First wait after a failure; it doubles up to <see cref="MaxBackoff"/>.</summary>
    /// <value>Default: 250 ms.</value>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest wait after failures.</summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long all must be well for the waits to begin anew.</summary>
    /// <value>Default: 1 min.</value>
    public TimeSpan HealthyAfter { get; init; } = TimeSpan.FromMinutes(1);
}
