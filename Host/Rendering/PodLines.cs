using System.Globalization;
using Reeve.Host.CommandLine;
using Reeve.Kubernetes;

namespace Reeve.Host.Rendering;

/// <summary>One line for each visible change of a pod.</summary>
internal sealed class PodLines(Cli cli, bool withNamespace)
{
    private readonly Dictionary<string, string> _last = [];

    /// <summary>Writes a line, unless it would be the same as the pod's last.</summary>
    public void Write(Pod pod, bool deleted)
    {
        var row = PodSummary.Of(pod);
        var name = withNamespace && row.Namespace != "default" ? $"{row.Namespace}/{row.Name}" : row.Name;
        var restarts = row.Restarts switch
        {
            0 => "",
            1 => ", 1 restart",
            _ => string.Create(CultureInfo.InvariantCulture, $", {row.Restarts} restarts"),
        };
        var line = PlainText.OneLine(deleted ? $"pod/{name} deleted" : $"pod/{name} {row.Status} (ready {row.Ready}{restarts}){Explanation(pod)}");
        var uid = pod.Metadata.Uid ?? name;
        if (_last.GetValueOrDefault(uid) != line)
        {
            _last[uid] = line;
            cli.Out.WriteLine(line);
        }

        if (deleted)
        {
            _last.Remove(uid);
        }
    }

    // Why it does not run or failed, in the words of the status.
    private static string Explanation(Pod pod)
    {
        if (pod.Status.Phase == PodPhases.Failed && pod.Status.Message is { Length: > 0 } message)
        {
            return ": " + message;
        }

        var containers = pod.Status.InitContainerStatuses.Concat(pod.Status.ContainerStatuses).ToList();
        var unstarted = containers.FirstOrDefault(container =>
            container.State.Terminated is { Reason: "StartError" or "ContainerCannotRun", Message.Length: > 0 });
        if (unstarted is not null)
        {
            return $": {unstarted.Name}: {unstarted.State.Terminated!.Message}";
        }

        var waiting = containers
            .FirstOrDefault(container => container.State.Waiting?.Message is { Length: > 0 });
        return waiting is null ? "" : $": {waiting.Name}: {waiting.State.Waiting!.Message}";
    }
}
