namespace Reeve.Runtime.Pods.Resolving;

/// <summary>Part of a pod cannot be resolved now; the message is shown to the user. Does not leave the resolver.</summary>
internal sealed class ResolutionException(string message) : Exception(message)
{
    /// <summary>Nothing is known to be wrong: the source of objects failed.</summary>
    public bool IsUnread { get; init; }
}
