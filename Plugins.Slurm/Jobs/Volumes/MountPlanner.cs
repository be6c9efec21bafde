using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs.Commands;
using Reeve.Plugins.Slurm.Jobs.Files;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Jobs.Volumes;

/// <summary>Decides a container's mounts. Pure.</summary>
internal static class MountPlanner
{
    /// <summary>The mounts, outer ones first, and the paths below volumes that have to be made.</summary>
    public static IReadOnlyList<BindMount> Plan(
        Container container, string field, IReadOnlyDictionary<string, VolumePlace> volumes, IReadOnlyDictionary<string, string> environment,
        ISet<string> subPaths, Findings findings)
    {
        var mounts = new List<BindMount>();
        for (var i = 0; i < container.VolumeMounts.Count; i++)
        {
            var mount = container.VolumeMounts[i];
            var path = $"{field}.volumeMounts[{i}]";
            if (Target(mount.MountPath) is not { } target)
            {
                findings.Add($"{path}.mountPath", "Invalid value: it must be an absolute path other than /, without '..', line feeds and NUL");
                continue;
            }

            if (!volumes.TryGetValue(mount.Name, out var volume))
            {
                // A volume that cannot be had has been reported.
                continue;
            }

            if (SubPath(mount, environment) is not { } below)
            {
                findings.Add($"{path}.{(mount.SubPathExpr is null ? "subPath" : "subPathExpr")}", "Invalid value: it must be a relative path without '..', and every variable in it must be known");
                continue;
            }

            var source = below.Length == 0 ? volume.Path : $"{volume.Path}/{below}";
            if (below.Length > 0 && volume.MakesSubPaths)
            {
                subPaths.Add(source);
            }

            mounts.Add(new BindMount { Volume = mount.Name, Source = source, Target = target, ReadOnly = volume.ReadOnly || mount.ReadOnly == true });
        }

        return [.. mounts.OrderBy(mount => mount.Target.Count(c => c == '/'))];
    }

    /// <summary>A mountPath, normalised; null if it cannot be one.</summary>
    public static string? Target(string path)
    {
        var parts = path.Split('/').Where(part => part is not ("" or ".")).ToArray();
        return parts.Length == 0 || parts.Contains("..") || !path.StartsWith('/') || path.AsSpan().ContainsAny("\n\r") || NulList.Problem(path) is not null
            ? null
            : "/" + string.Join('/', parts);
    }

    private static string? SubPath(VolumeMount mount, IReadOnlyDictionary<string, string> environment)
    {
        var text = mount.SubPath ?? "";
        if (mount.SubPathExpr is { Length: > 0 } expression)
        {
            text = VariableExpansion.Expand(expression, environment);

            // What is not known stays as written.
            if (expression.Contains("$(", StringComparison.Ordinal) && text == expression)
            {
                return null;
            }
        }

        var parts = text.Split('/').Where(part => part is not ("" or ".")).ToArray();
        return text.StartsWith('/') || parts.Contains("..") || text.AsSpan().ContainsAny("\n\r") || NulList.Problem(text) is not null ? null : string.Join('/', parts);
    }
}
