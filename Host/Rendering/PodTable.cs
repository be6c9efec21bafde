using System.Globalization;
using Reeve.Host.CommandLine;
using Reeve.Kubernetes;

namespace Reeve.Host.Rendering;

/// <summary>Pods in columns.</summary>
internal static class PodTable
{
    /// <summary>Writes pods, if there are any.</summary>
    public static void Write(Cli cli, IReadOnlyList<Pod> pods, bool withNamespace, bool wide)
    {
        if (pods.Count == 0)
        {
            return;
        }

        string[] space = withNamespace ? ["NAMESPACE"] : [];
        string[] more = wide ? ["IP", "NODE", "UID"] : [];
        var table = new TextTable([.. space, "NAME", "READY", "STATUS", "RESTARTS", "AGE", .. more]);
        foreach (var pod in pods)
        {
            var row = PodSummary.Of(pod);
            string[] first = withNamespace ? [row.Namespace] : [];
            string[] last = wide ? [pod.Status.PodIP ?? "<none>", pod.Spec.NodeName ?? "<none>", pod.Metadata.Uid ?? "<none>"] : [];
            var restarts = row.Restarts.ToString(CultureInfo.InvariantCulture);
            table.Add([.. first, row.Name, row.Ready, row.Status, restarts, AgeOf(pod, cli.Time), .. last]);
        }

        table.WriteTo(cli.Out);
    }

    /// <summary>How long ago a pod was made, or began.</summary>
    public static string AgeOf(Pod pod, TimeProvider time) =>
        Age.Since((pod.Metadata.CreationTimestamp ?? pod.Status.StartTime)?.Value, time);
}
