namespace Reeve.Kubernetes;

/// <summary>A top-level object of the API.</summary>
public interface IKubernetesObject
{
    /// <summary><c>group/version</c>, or the version alone for the core group.</summary>
    string ApiVersion { get; }

    /// <summary>Kind.</summary>
    string Kind { get; }

    /// <summary>Name, identity, labels, history.</summary>
    ObjectMeta Metadata { get; }
}
