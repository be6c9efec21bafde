namespace Reeve.Host.Memory;

/// <summary>Tells of garbage collections: garbage itself from the start, its finalizer runs after the next one, and makes another.</summary>
internal sealed class CollectionNotice
{
    private readonly Func<bool> _collected;

    private CollectionNotice(Func<bool> collected) => _collected = collected;

    /// <summary>Says that there was a collection, and asks for word of the next one.</summary>
    ~CollectionNotice()
    {
        if (!Environment.HasShutdownStarted && _collected())
        {
            Ask(_collected);
        }
    }

    /// <summary>Calls back after each collection, until the callback says that it is enough.</summary>
    public static void Ask(Func<bool> collected) => _ = new CollectionNotice(collected);
}
