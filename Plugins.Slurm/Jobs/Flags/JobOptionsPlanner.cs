using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Jobs.Flags;

/// <summary>
/// Decides a job's options of sbatch. The node's configuration comes first, then the flavor, then annotations with flags, then annotations of one
/// option each, then the fields of the pod: later ones go over earlier ones. What nobody states is left to Slurm.
/// </summary>
internal sealed class JobOptionsPlanner(ContainerOptions options)
{
    // Time for the signal that comes before the limit, beyond the pod's grace.
    private const int SignalMargin = 10;
    private const int SignalLimit = 65535;

    // Annotations of one option each, below slurm.reeve.dev/.
    private static readonly (string Annotation, string Option)[] Single =
    [
        ("partition", "partition"), ("account", "account"), ("qos", "qos"), ("reservation", "reservation"), ("constraint", "constraint"),
        ("dependency", "dependency"), ("nodes", "nodes"), ("tasks", "ntasks"), ("tasks-per-node", "ntasks-per-node"), ("time", "time"),
        ("nodelist", "nodelist"), ("exclude", "exclude"), ("licenses", "licenses"), ("gres", "gres"), ("begin", "begin"),
    ];

    /// <summary>Decides.</summary>
    public OptionSet Plan(Pod pod, TimeSpan grace, PodPlace? place, Findings findings)
    {
        var set = new OptionSet();
        SetPlace(set, place);
        set.Set(Flavor(pod, findings));
        foreach (var prefix in new[] { Annotations.Hpk, Annotations.Knoc, Annotations.InterLink, Annotations.Own })
        {
            if (Annotations.Get(pod, prefix + Annotations.Flags) is { } flags)
            {
                set.Set(FlagParser.Parse(flags.Value, flags.Field, findings));
            }
        }

        SetSingle(set, pod, findings);
        if (place?.Account is { } account && set.Get("account") is { } asked && asked != account)
        {
            findings.Add("metadata.annotations", $"Forbidden: this pod's account is \"{account}\"; it may not ask for \"{asked}\"");
        }

        ResourcePlanner.Set(set, pod, options, findings);
        SetTime(set, pod, grace);
        return set;
    }

    private static void SetPlace(OptionSet set, PodPlace? place)
    {
        if (place?.Partition is { } partition)
        {
            set.Set("partition", partition);
        }

        if (place?.Account is { } account)
        {
            set.Set("account", account);
        }
    }

    private static void SetSingle(OptionSet set, Pod pod, Findings findings)
    {
        foreach (var (name, option) in Single)
        {
            if (Annotations.Get(pod, Annotations.Own + name) is not { } annotation)
            {
                continue;
            }

            if (annotation.Value.Length == 0 || annotation.Value.Any(c => char.IsControl(c) || char.IsSurrogate(c)))
            {
                findings.Add(annotation.Field, "Invalid value: it must be one line of text");
                continue;
            }

            set.Set(option, annotation.Value);
        }
    }

    private static void SetTime(OptionSet set, Pod pod, TimeSpan grace)
    {
        var seconds = (int)Math.Min(grace.TotalSeconds, SignalLimit - SignalMargin);
        set.Set("signal", string.Create(CultureInfo.InvariantCulture, $"B:TERM@{seconds + SignalMargin}"));
        if (pod.Spec.ActiveDeadlineSeconds is { } deadline)
        {
            // Slurm counts in minutes; the runner keeps the deadline itself, to the second.
            var minutes = (deadline + seconds + SignalMargin + 59) / 60;
            set.Set("time", minutes.ToString(CultureInfo.InvariantCulture));
        }
    }

    private IReadOnlyList<Controller.JobOption> Flavor(Pod pod, Findings findings)
    {
        var annotation = Annotations.Find(pod, Annotations.Flavor);
        var name = annotation?.Value ?? options.DefaultFlavor;
        if (name is null)
        {
            return [];
        }

        var field = annotation?.Field ?? "metadata.annotations";
        if (options.Flavors.FirstOrDefault(flavor => flavor.Name == name) is { } found)
        {
            return FlagParser.Parse(found.Flags, field, findings);
        }

        findings.Add(field, $"Unsupported value: \"{name}\": supported values: {string.Join(", ", options.Flavors.Select(flavor => $"\"{flavor.Name}\""))}");
        return [];
    }
}
