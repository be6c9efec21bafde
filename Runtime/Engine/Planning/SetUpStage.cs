namespace Reeve.Runtime.Engine.Planning;

/// <summary>Where the making of a pod's volumes and sandbox is.</summary>
internal enum SetUpStage
{
    /// <summary>It has to be done.</summary>
    Due,

    /// <summary>It is under way.</summary>
    Running,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It cannot succeed until the pod is changed.</summary>
    Refused,
}
