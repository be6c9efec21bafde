namespace Reeve.Kubernetes;

/// <summary>A list of objects of any kind.</summary>
public interface IKubernetesList
{
    /// <summary>Version of the list, and where it goes on.</summary>
    ListMeta Metadata { get; }
}
