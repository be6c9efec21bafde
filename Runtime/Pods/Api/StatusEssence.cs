using System.Globalization;
using System.Text;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Api;

/// <summary>What of a status others act upon, as a text: by it a status that somebody else has overwritten is found out.</summary>
internal static class StatusEssence
{
    public static string Of(PodStatus status)
    {
        var text = new StringBuilder(status.Phase).Append('|').Append(status.PodIP).Append('|');
        text.Append(status.Conditions.FirstOrDefault(condition => condition.Type == PodConditionTypes.Ready)?.Status);
        foreach (var container in status.InitContainerStatuses.Concat(status.ContainerStatuses))
        {
            var state = container.State.Running is not null ? "r" : container.State.Terminated is { } end ? $"t{end.ExitCode}" : "w";
            text.Append(CultureInfo.InvariantCulture, $"|{container.Name}:{container.Ready}:{container.RestartCount}:{state}");
        }

        return text.ToString();
    }
}
