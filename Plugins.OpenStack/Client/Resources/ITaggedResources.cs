namespace Reeve.Plugins.OpenStack.Client.Resources;

/// <summary>Things that bear tags.</summary>
/// <typeparam name="T">The thing.</typeparam>
/// <typeparam name="TCreate">What one is made of.</typeparam>
/// <typeparam name="TUpdate">What may become of it.</typeparam>
internal interface ITaggedResources<T, in TCreate, in TUpdate> : IChangeableResources<T, TCreate, TUpdate>
{
    /// <summary>Replaces all tags of one. A tag has at most 60 characters, and neither comma nor slash.</summary>
    Task SetTagsAsync(string id, IReadOnlyList<string> tags, CancellationToken cancellationToken);
}
