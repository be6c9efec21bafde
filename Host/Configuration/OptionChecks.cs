using System.Text.RegularExpressions;
using Reeve.Workloads;
using Reeve.Runtime.Text;

namespace Reeve.Host.Configuration;

/// <summary>Checks of values that their types alone do not say.</summary>
internal static partial class OptionChecks
{
    /// <summary>Adds what is wrong with options.</summary>
    public static void Check(
        HostOptions options, IReadOnlyDictionary<string, SettingSource> sources, List<ConfigurationError> errors)
    {
        Require("nodeName", options.NodeName is null || (options.NodeName.Length <= 253 && Subdomain().IsMatch(options.NodeName)),
            "nodeName must consist of lower-case letters, digits, dashes and dots, such as node-1.example.org.");
        Require("provider", Label().IsMatch(options.Provider),
            "provider must be a provider's name, such as process; \"reeve plugins list\" shows them.");
        Require("containerLogs.maxFiles", options.ContainerLogs.MaxFiles >= 2, "containerLogs.maxFiles must be at least 2.");
        Require("containerLogs.maxSize", options.ContainerLogs.MaxSize.Bytes >= 4096, "containerLogs.maxSize must be at least 4Ki.");

        foreach (var name in options.Pods.IgnoredFeatures.Where(name => !Enum.TryParse<PodFeature>(name, ignoreCase: true, out var feature) || feature == PodFeature.Unknown))
        {
            var meant = NearestName.Find(name, Enum.GetNames<PodFeature>());
            Require("pods.ignoredFeatures", false, meant is null ? $"There is no feature {name}." : $"There is no feature {name}; did you mean {meant}?");
        }

        void Require(string key, bool holds, string message)
        {
            if (!holds && sources.TryGetValue(key, out var source))
            {
                errors.Add(source.Error(message));
            }
        }
    }

    // RFC 1123, as the Kubernetes API has it.
    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z")]
    private static partial Regex Label();
}
