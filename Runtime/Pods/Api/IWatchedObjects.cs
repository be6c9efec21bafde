using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Pods.Api;

/// <summary>Followed objects of one kind, whatever the kind.</summary>
internal interface IWatchedObjects : IAsyncDisposable
{
    IDisposable Watch(ObjectKey key, Action changed);

    Task SweepAsync();
}
