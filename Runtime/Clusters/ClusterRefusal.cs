namespace Reeve.Runtime.Clusters;

/// <summary>Why something asked of a cluster is not done.</summary>
public enum ClusterRefusal
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>Fields are wrong: <see cref="ClusterRefusedException.Errors"/>.</summary>
    Invalid,

    /// <summary>No provisioner of this type is loaded: <see cref="ClusterRefusedException.LoadedTypes"/>.</summary>
    UnknownType,

    /// <summary>It exists already.</summary>
    Exists,

    /// <summary>There is none of this name.</summary>
    NotFound,

    /// <summary>It is in a phase in which this cannot be done: <see cref="ClusterRefusedException.Phase"/>.</summary>
    WrongPhase,

    /// <summary>Its provisioner cannot do that.</summary>
    Unsupported,

    /// <summary>Clusters are made from it.</summary>
    InUse,

    /// <summary>A limit is reached: a tenant's quota, for instance.</summary>
    Exhausted,
}
