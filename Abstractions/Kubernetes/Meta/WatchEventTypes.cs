namespace Reeve.Kubernetes;

/// <summary>Kinds of watch events.</summary>
public static class WatchEventTypes
{
    /// <summary>An object was created, or is there at the start of the watch.</summary>
    public const string Added = "ADDED";

    /// <summary>An object was changed.</summary>
    public const string Modified = "MODIFIED";

    /// <summary>An object was deleted; its last state is given.</summary>
    public const string Deleted = "DELETED";

    /// <summary>Only the resource version is of interest.</summary>
    public const string Bookmark = "BOOKMARK";

    /// <summary>The watch failed; a <see cref="Status"/> is given.</summary>
    public const string Error = "ERROR";
}
