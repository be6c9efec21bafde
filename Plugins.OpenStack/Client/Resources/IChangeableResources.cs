namespace Reeve.Plugins.OpenStack.Client.Resources;

/// <summary>Things that can be changed.</summary>
/// <typeparam name="T">The thing.</typeparam>
/// <typeparam name="TCreate">What one is made of.</typeparam>
/// <typeparam name="TUpdate">What may become of it.</typeparam>
internal interface IChangeableResources<T, in TCreate, in TUpdate> : IResources<T, TCreate>
{
    /// <summary>Changes one. Doing so twice is the same as once, so this is repeated where the service fails in passing.</summary>
    Task<T> UpdateAsync(string id, TUpdate change, CancellationToken cancellationToken);
}
