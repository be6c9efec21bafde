namespace Reeve.Kubernetes;

/// <summary>One event of a watch.</summary>
/// <typeparam name="T">Kind of the watched objects.</typeparam>
public sealed record WatchEvent<T>
    where T : class, IKubernetesObject
{
    /// <summary>One of <see cref="WatchEventTypes"/>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>The object; of a bookmark only the resource version counts. Null for an error.</summary>
    public T? Object { get; init; }

    /// <summary>What went wrong, for <see cref="WatchEventTypes.Error"/> alone.</summary>
    public Status? Error { get; init; }
}
