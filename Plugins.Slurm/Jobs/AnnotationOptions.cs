using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs.Commands;
using Reeve.Plugins.Slurm.Jobs.Flags;
using Reeve.Plugins.Slurm.Jobs.Volumes;

namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>What annotations ask of the container runtime. Pure.</summary>
internal static class AnnotationOptions
{
    /// <summary>Flags for mpiexec; null if the pod is no MPI program.</summary>
    public static IReadOnlyList<string>? Mpi(Pod pod, Findings findings) =>
        Annotations.Find(pod, Annotations.MpiFlags) is { } annotation ? Words(annotation, findings) : null;

    /// <summary>Options of the runtime that the site lets pods use.</summary>
    public static IReadOnlyList<string> Options(Pod pod, ContainerOptions options, Findings findings)
    {
        if (Annotations.Find(pod, Annotations.Options) is not { } annotation)
        {
            return [];
        }

        var words = Words(annotation, findings);
        foreach (var word in words.Where(word => word.StartsWith('-')))
        {
            var name = word.Split('=')[0];
            if (!options.AllowedOptions.Contains(name))
            {
                findings.Add(annotation.Field, $"Forbidden: \"{name}\" is not among the options that pods may use: {string.Join(", ", options.AllowedOptions)}");
            }
        }

        // A word that is no option would be taken for the image.
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith('-') && (i == 0 || words[i - 1].Contains('=', StringComparison.Ordinal) || !words[i - 1].StartsWith("--", StringComparison.Ordinal)))
            {
                findings.Add(annotation.Field, $"Invalid value: \"{words[i]}\": an option is expected");
            }
        }

        return Join(words, annotation, findings);
    }

    /// <summary>Mounts of directories that hostPath volumes may be in.</summary>
    public static IReadOnlyList<BindMount> Mounts(Pod pod, ContainerOptions options, Findings findings)
    {
        if (Annotations.Find(pod, Annotations.Mounts) is not { } annotation)
        {
            return [];
        }

        var mounts = new List<BindMount>();
        foreach (var word in Words(annotation, findings).Where(word => word is not ("--bind" or "-B")))
        {
            var text = word.StartsWith("--bind=", StringComparison.Ordinal) ? word["--bind=".Length..] : word;
            foreach (var item in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Mount(item, options) is { } mount)
                {
                    mounts.Add(mount);
                }
                else
                {
                    findings.Add(annotation.Field, $"Invalid value: \"{item}\": a source in an allowed directory, optionally with :target and :ro, is expected");
                }
            }
        }

        return mounts;
    }

    private static BindMount? Mount(string item, ContainerOptions options)
    {
        var parts = item.Split(':');
        return parts.Length is >= 1 and <= 3 && parts[0].StartsWith('/') && PathMap.Map(options.HostPaths, parts[0]) is { } source
            && MountPlanner.Target(parts.Length > 1 ? parts[1] : parts[0]) is { } target && (parts.Length < 3 || parts[2] is "ro" or "rw")
            ? new BindMount { Source = source, Target = target, ReadOnly = parts is [_, _, "ro"] }
            : null;
    }

    // Values go behind =, so that none can be taken for something else.
    private static List<string> Join(IReadOnlyList<string> words, Annotation annotation, Findings findings)
    {
        var joined = new List<string>();
        foreach (var word in words)
        {
            if (word.StartsWith('-') && !word.StartsWith("--", StringComparison.Ordinal))
            {
                findings.Add(annotation.Field, $"Unsupported value: \"{word}\": options by their long names are expected");
            }
            else if (word.StartsWith('-') || joined.Count == 0)
            {
                joined.Add(word);
            }
            else
            {
                joined[^1] += "=" + word;
            }
        }

        return joined;
    }

    private static IReadOnlyList<string> Words(Annotation annotation, Findings findings)
    {
        if (Files.NulList.Problem(annotation.Value) is { } problem)
        {
            findings.Add(annotation.Field, problem);
            return [];
        }

        if (FlagWords.Split(annotation.Value) is { } words)
        {
            return words;
        }

        findings.Add(annotation.Field, "Invalid value: a quote is not closed");
        return [];
    }
}
