using System.Text;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Nodes;

/// <summary>Tells descriptions apart: records compare their lists by reference.</summary>
internal static class NodeText
{
    /// <summary>A text that is the same for descriptions that say the same.</summary>
    public static string Of(NodeDescription node)
    {
        var text = new StringBuilder().Append(node.Unschedulable).Append('\n').Append(node.SystemInfo.ContainerRuntimeVersion).Append('\n');
        text.AppendJoin('\n', node.Capacity.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")).Append('\n');
        text.AppendJoin('\n', node.Labels.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")).Append('\n');
        text.AppendJoin('\n', node.Conditions.Select(condition => $"{condition.Type} {condition.Status} {condition.Reason} {condition.Message}"));
        return text.ToString();
    }
}
