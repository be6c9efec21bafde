using System.Net;
using Reeve.Runtime.Hosting.Nodes;
using Reeve.Runtime.Text;
using Reeve.Runtime.Validation;
using Reeve.Workloads;

namespace Reeve.Host.Configuration;

/// <summary>Checks of values that their types alone do not say.</summary>
internal static class OptionChecks
{
    /// <summary>Adds what is wrong with options.</summary>
    public static void Check(
        HostOptions options, IReadOnlyDictionary<string, SettingSource> sources, List<ConfigurationError> errors)
    {
        Require("nodeName", options.NodeName is null || DnsName.IsSubdomain(options.NodeName),
            "nodeName must consist of lower-case letters, digits, dashes and dots, such as node-1.example.org.");
        Require("provider", DnsName.IsLabel(options.Provider),
            "provider must be a provider's name, such as process; \"reeve plugins list\" shows them.");
        Require("containerLogs.maxFiles", options.ContainerLogs.MaxFiles >= 2, "containerLogs.maxFiles must be at least 2.");
        Require("containerLogs.maxSize", options.ContainerLogs.MaxSize.Bytes >= 4096, "containerLogs.maxSize must be at least 4Ki.");

        Require("images.parallelPulls", options.Images.ParallelPulls >= 1, "images.parallelPulls must be at least 1.");
        Require("images.highThresholdPercent", options.Images.HighThresholdPercent <= 100, "images.highThresholdPercent is a part of the disk, at most 100.");
        Require("images.lowThresholdPercent", options.Images.LowThresholdPercent <= options.Images.HighThresholdPercent,
            "images.lowThresholdPercent cannot be more than images.highThresholdPercent.");
        foreach (var resolver in (options.Images.Resolvers ?? []).Where(resolver => !NodeImageManager.Resolvers.Contains(resolver)))
        {
            Require("images.resolvers", false, $"images.resolvers takes {string.Join(", ", NodeImageManager.Resolvers)}; \"{resolver}\" is none of them.");
        }

        foreach (var mirror in options.Images.Mirrors.Where(mirror => PairText.Read(mirror) is not { } pair
            || !Uri.TryCreate(pair.Value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")))
        {
            Require("images.mirrors", false, $"images.mirrors takes REGISTRY=URL, such as docker.io=https://mirror.example.org; \"{mirror}\" is none.");
        }

        foreach (var problem in options.Images.Deb.Repositories.Select(DebRepositories.Problem).OfType<string>())
        {
            Require("images.deb.repositories", false, problem);
        }

        foreach (var repository in options.Images.Stackable.Repositories.Where(repository => !Uri.TryCreate(repository, UriKind.Absolute, out var url)
            || url.Scheme is not ("https" or "http" or "file")))
        {
            Require("images.stackable.repositories", false, $"images.stackable.repositories takes addresses, such as https://repo.example.org/packages/; \"{repository}\" is none.");
        }

        Require("node.port", options.Node.Port <= 65535, "node.port must be a port, at most 65535.");
        Require("node.address", IPAddress.TryParse(options.Node.Address, out _), "node.address must be an IP address of this machine, such as 0.0.0.0 or 10.0.0.7.");
        Require("node.certFile", options.Node.CertFile is null || options.Node.KeyFile is not null, "node.certFile needs node.keyFile, the file of its key.");
        Require("node.keyFile", options.Node.KeyFile is null || options.Node.CertFile is not null, "node.keyFile needs node.certFile, the file of the certificate.");
        Require("node.shutdownGracePeriodCriticalPods", options.Node.ShutdownGracePeriodCriticalPods.Length <= options.Node.ShutdownGracePeriod.Length,
            "node.shutdownGracePeriodCriticalPods is a part of node.shutdownGracePeriod, and cannot be more.");
        Require("node.kubernetesApi", options.Node.KubernetesApi is null || HostAndPort.TryParse(options.Node.KubernetesApi, out _),
            "node.kubernetesApi takes host:port, such as 10.0.0.1:6443 or [fd00::1]:6443.");
        Require("node.podCidr", options.Node.PodCidr is null || IPNetwork.TryParse(options.Node.PodCidr, out _), "node.podCidr takes a range such as 10.1.2.0/24.");
        foreach (var (key, addresses) in new[] { ("node.addresses", options.Node.Addresses), ("node.externalAddresses", options.Node.ExternalAddresses) })
        {
            foreach (var address in addresses.Where(address => !IPAddress.TryParse(address, out _)))
            {
                Require(key, false, $"{key} takes IP addresses; \"{address}\" is none.");
            }
        }

        foreach (var label in options.Node.Labels.Where(label => PairText.Read(label) is null || !label.Contains('=', StringComparison.Ordinal)))
        {
            Require("node.labels", false, $"node.labels takes key=value; \"{label}\" is none.");
        }

        foreach (var annotation in options.Node.Annotations.Where(annotation => PairText.Read(annotation) is null || !annotation.Contains('=', StringComparison.Ordinal)))
        {
            Require("node.annotations", false, $"node.annotations takes key=value; \"{annotation}\" is none.");
        }

        foreach (var taint in (options.Node.Taints ?? []).Where(taint => PairText.ReadTaint(taint) is null))
        {
            Require("node.taints", false, $"node.taints takes key=value:Effect with NoSchedule, PreferNoSchedule or NoExecute; \"{taint}\" is none.");
        }

        foreach (var reserved in options.Node.Reserved.Where(reserved => PairText.ReadQuantity(reserved) is null))
        {
            Require("node.reserved", false, $"node.reserved takes resource=quantity, such as cpu=500m; \"{reserved}\" is none.");
        }

        foreach (var name in options.Pods.IgnoredFeatures.Where(name => !Enum.TryParse<PodFeature>(name, ignoreCase: true, out var feature) || feature == PodFeature.Unknown))
        {
            var meant = NearestName.Find(name, Enum.GetNames<PodFeature>());
            Require("pods.ignoredFeatures", false, meant is null ? $"There is no feature {name}." : $"There is no feature {name}; did you mean {meant}?");
        }

        foreach (var (key, message) in ClusterApiChecks.Problems(options.ClusterApi).Concat(EdgeApiChecks.Problems(options.EdgeApi, options.ClusterApi))
            .Concat(PackageChecks.Problems(options.Packages))
            .Concat(ListenerChecks.Problems("statusPage.listen", "statusPage.listenTls", options.StatusPage.Listen, options.ClusterApi))
            .Concat(ListenerChecks.Problems("statusPage.listenTls", "statusPage.listenTls", options.StatusPage.ListenTls, options.ClusterApi)))
        {
            Require(key, false, message);
        }

        void Require(string key, bool holds, string message)
        {
            if (!holds && sources.TryGetValue(key, out var source))
            {
                errors.Add(source.Error(message));
            }
        }
    }
}
