namespace Reeve.Kubernetes;

/// <summary>Reasons in a container's state.</summary>
public static class ContainerReasons
{
    /// <summary>Being set up.</summary>
    public const string ContainerCreating = "ContainerCreating";

    /// <summary>Waiting for init containers.</summary>
    public const string PodInitializing = "PodInitializing";

    /// <summary>Waiting before the next start.</summary>
    public const string CrashLoopBackOff = "CrashLoopBackOff";

    /// <summary>A reference of its configuration cannot be resolved.</summary>
    public const string CreateContainerConfigError = "CreateContainerConfigError";

    /// <summary>It cannot be created.</summary>
    public const string CreateContainerError = "CreateContainerError";

    /// <summary>It cannot be run.</summary>
    public const string RunContainerError = "RunContainerError";

    /// <summary>It cannot be started.</summary>
    public const string StartError = "StartError";

    /// <summary>Its program cannot be run.</summary>
    public const string ContainerCannotRun = "ContainerCannotRun";

    /// <summary>Its image cannot be pulled.</summary>
    public const string ErrImagePull = "ErrImagePull";

    /// <summary>Waiting before the next pull.</summary>
    public const string ImagePullBackOff = "ImagePullBackOff";

    /// <summary>Its image reference is malformed.</summary>
    public const string InvalidImageName = "InvalidImageName";

    /// <summary>Its image is not there and must not be pulled.</summary>
    public const string ErrImageNeverPull = "ErrImageNeverPull";

    /// <summary>It ended with zero.</summary>
    public const string Completed = "Completed";

    /// <summary>It ended with another code.</summary>
    public const string Error = "Error";

    /// <summary>It was ended for lack of memory.</summary>
    public const string OOMKilled = "OOMKilled";

    /// <summary>The pod's deadline has passed.</summary>
    public const string DeadlineExceeded = "DeadlineExceeded";

    /// <summary>How it ended is not known.</summary>
    public const string ContainerStatusUnknown = "ContainerStatusUnknown";
}
