using Reeve.Runtime.Text;
using Reeve.Runtime.Validation;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Configuration;

/// <summary>Reads the section <c>clusters</c>.</summary>
internal static class ClusterPlans
{
    private static readonly string[] Keys = ["name", "type"];

    /// <summary>The clusters of a configuration.</summary>
    /// <param name="source">Where the list was written; null without one.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static IReadOnlyList<ClusterPlan> Read(SettingSource? source, List<ConfigurationError> errors)
    {
        if (source?.Node is not YamlSequenceNode list)
        {
            return [];
        }

        var clusters = list.Children.OfType<YamlMappingNode>().Select(entry => (Plan: ReadEntry(source, entry, errors), Node: entry)).ToList();
        foreach (var twice in clusters.GroupBy(static cluster => cluster.Plan.Name).Where(static group => group.Key.Length > 0 && group.Count() > 1))
        {
            errors.Add(source.Error($"Two of clusters have the name {twice.Key}; each needs its own.", twice.ElementAt(1).Node));
        }

        return [.. clusters.Select(static cluster => cluster.Plan)];
    }

    private static ClusterPlan ReadEntry(SettingSource source, YamlMappingNode entry, List<ConfigurationError> errors)
    {
        string name = "", type = "";
        foreach (var (key, value) in entry.Children)
        {
            switch (key.ToString(), value)
            {
                case ("name", YamlScalarNode { Value: { } text }) when DnsName.IsLabel(text):
                    name = text;
                    break;
                case ("name", _):
                    errors.Add(source.Error("clusters.name takes lower-case letters, digits and dashes, at most 63 of them.", value));
                    break;
                case ("type", YamlScalarNode { Value: { Length: > 0 } text }):
                    type = text;
                    break;
                case ("type", _):
                    errors.Add(source.Error("clusters.type takes the name of a provisioner, such as kubeadm.", value));
                    break;
                case (var other, _):
                    errors.Add(source.Error(
                        NearestName.Find(other, Keys) is { } meant ? $"Unknown key \"{other}\" of a cluster; did you mean \"{meant}\"?" : $"Unknown key \"{other}\" of a cluster.", key));
                    break;
            }
        }

        if (!entry.Children.Keys.Any(static key => key.ToString() == "name"))
        {
            errors.Add(source.Error("Each of clusters needs a name.", entry));
        }

        return new ClusterPlan { Name = name, Type = type.Length > 0 ? type : null };
    }
}
