namespace Reeve.Runtime.Kubernetes.Requests;

/// <summary>What to watch, and from where.</summary>
public sealed record WatchOptions
{
    /// <summary>Labels to select by; null for all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Fields to select by; null for all.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>The version after which to begin, from a list or an event; null begins with all objects as they are.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Whether the server may say now and then how far it is.</summary>
    /// <value>Default: true.</value>
    public bool AllowBookmarks { get; init; } = true;

    /// <summary>When the server ends the watch, in whole seconds; null lets it choose.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Whether the watch has a connection to itself: for one on which much depends and that carries much, which shares no window, no order
    /// and no lost packet with others.
    /// </summary>
    /// <value>Default: false.</value>
    public bool OwnConnection { get; init; }
}
