using Reeve.Kubernetes;

namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>Annotations of pods: this program's own, and those of the programs before it, which mean what they meant there.</summary>
internal static class Annotations
{
    public const string Own = "slurm.reeve.dev/";
    public const string Knoc = "slurm-job.knoc.io/";
    public const string InterLink = "slurm-job.vk.io/";
    public const string Hpk = "slurm.hpk.io/";

    public const string Flags = "flags";
    public const string MpiFlags = "mpi-flags";
    public const string ImageRoot = "image-root";
    public const string Flavor = "flavor";
    public const string PreExec = "pre-exec";
    public const string Mounts = "singularity-mounts";
    public const string Options = "singularity-options";

    /// <summary>The first annotation of a kind that a pod has; this program's own goes first.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="name">The part behind the slash.</param>
    /// <returns>Its value and path, or null.</returns>
    public static Annotation? Find(Pod pod, string name) =>
        Prefixes(name).Select(prefix => Get(pod, prefix + name)).FirstOrDefault(found => found is not null);

    /// <summary>An annotation by its whole name.</summary>
    public static Annotation? Get(Pod pod, string key) => pod.Metadata.Annotations.TryGetValue(key, out var value)
        ? new Annotation(key, value)
        : null;

    private static string[] Prefixes(string name) => name switch
    {
        Flags => [Own, InterLink, Knoc, Hpk],
        MpiFlags or ImageRoot => [Own, InterLink, Knoc],
        _ => [Own, InterLink],
    };
}
