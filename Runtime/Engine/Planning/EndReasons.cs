namespace Reeve.Runtime.Engine.Planning;

/// <summary>Reasons of ended containers, as the kubelet and container runtimes name them.</summary>
internal static class EndReasons
{
    public const string Completed = nameof(Completed);
    public const string Error = nameof(Error);
    public const string OomKilled = "OOMKilled";
    public const string StartError = nameof(StartError);
    public const string ContainerCannotRun = nameof(ContainerCannotRun);
    public const string ContainerStatusUnknown = nameof(ContainerStatusUnknown);

    /// <summary>Whether a container that ended so never ran.</summary>
    public static bool NeverRan(string? reason) => reason is StartError or ContainerCannotRun;

    /// <summary>Exit code of a container whose end nobody saw.</summary>
    public const int UnknownExitCode = 137;
}
