namespace Reeve.Runtime.Engine.Planning;

/// <summary>Why a container waits.</summary>
/// <param name="Reason">One CamelCase word.</param>
/// <param name="Message">For people.</param>
internal readonly record struct Waiting(string Reason, string? Message = null)
{
    public const string PodInitializing = nameof(PodInitializing);
    public const string ContainerCreating = nameof(ContainerCreating);
    public const string CrashLoopBackOff = nameof(CrashLoopBackOff);
    public const string ErrImagePull = nameof(ErrImagePull);
    public const string ImagePullBackOff = nameof(ImagePullBackOff);
    public const string ErrImageNeverPull = nameof(ErrImageNeverPull);
    public const string InvalidImageName = nameof(InvalidImageName);
    public const string CreateContainerConfigError = nameof(CreateContainerConfigError);
    public const string CreateContainerError = nameof(CreateContainerError);
    public const string RunContainerError = nameof(RunContainerError);
}
