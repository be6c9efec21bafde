using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>Routers.</summary>
internal interface IRouters : ITaggedResources<Router, RouterCreate, RouterUpdate>
{
    /// <summary>Connects a router. Not repeated where the answer is lost: a second time is an error.</summary>
    Task<RouterInterface> AddInterfaceAsync(string id, RouterInterfaceTarget target, CancellationToken cancellationToken);

    /// <summary>Takes a connection away.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> RemoveInterfaceAsync(string id, RouterInterfaceTarget target, CancellationToken cancellationToken);
}
