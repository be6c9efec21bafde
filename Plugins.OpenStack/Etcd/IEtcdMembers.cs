namespace Reeve.Plugins.OpenStack.Etcd;

/// <summary>The members of a cluster's etcd.</summary>
internal interface IEtcdMembers
{
    /// <summary>Takes a node out, so that it does not count for the majority for ever, and returns once it is. One that is no member, or is gone meanwhile, is fine.</summary>
    Task ForgetAsync(string node, CancellationToken cancellationToken);
}
