namespace Reeve.Plugins.Slurm.Jobs.Files;

/// <summary>Names below a pod's directory that the runner's scripts know. Each is also in those scripts.</summary>
internal static class BundlePaths
{
    public const string Script = "job.sh";
    public const string Run = "run";
    public const string Runner = "run/runner.sh";
    public const string Enter = "run/enter.sh";
    public const string Plain = "run/plain.sh";
    public const string LibraryPath = "run/library_path.sh";
    public const string Settings = "run/settings";
    public const string Containers = "run/containers";
    public const string Pass = "run/pass";
    public const string Places = "run/places";
    public const string Before = "run/before.sh";
    public const string Volumes = "volumes";

    /// <summary>A file of one container.</summary>
    public static string Of(string container, string file) => $"run/c/{container}/{file}";
}
