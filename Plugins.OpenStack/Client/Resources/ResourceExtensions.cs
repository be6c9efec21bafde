namespace Reeve.Plugins.OpenStack.Client.Resources;

/// <summary>What is the same for all kinds.</summary>
internal static class ResourceExtensions
{
    /// <summary>Reads one, or null if there is none.</summary>
    public static async Task<T?> FindAsync<T, TCreate>(this IResources<T, TCreate> resources, string id, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await resources.GetAsync(id, cancellationToken);
        }
        catch (CloudException exception) when (exception.Reason == ErrorReason.NotFound)
        {
            return null;
        }
    }

    /// <summary>The one of that name, or null if there is none.</summary>
    /// <exception cref="CloudException"><see cref="ErrorReason.Conflict"/>: there are several, and none of them is picked at random.</exception>
    public static async Task<T?> FindByNameAsync<T, TCreate>(this IResources<T, TCreate> resources, string name, CancellationToken cancellationToken)
        where T : class
    {
        var found = await resources.ListAsync(new ResourceQuery { Name = name }, cancellationToken);
        return found.Count <= 1 ? found.FirstOrDefault()
            : throw new CloudException($"There are {found.Count} of the name \"{name}\".") { Reason = ErrorReason.Conflict };
    }
}
