using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.CommandLine;
using Reeve.Runtime.Clusters.Tenants;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Clusters.Manifests;

/// <summary>Reads manifests of clusters: YAML or JSON, one or several, in either shape. A status is ignored. Pure.</summary>
internal static class ClusterManifestReader
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">What the user calls it.</param>
    /// <exception cref="CommandException">Something is wrong with it: everything, a line each.</exception>
    public static IReadOnlyList<ClusterManifest> Read(string text, string file)
    {
        var checker = new ManifestChecker(file);
        var manifests = Load(text, file).Documents
            .Select(document => document.RootNode)
            .Where(node => node is not YamlScalarNode { Value: "" or null })
            .Select(node => Read(node, checker))
            .ToList();
        if (checker.Errors.Count > 0)
        {
            throw CommandException.Usage(string.Join('\n', checker.Errors));
        }

        return manifests.Count > 0 ? [.. manifests.OfType<ClusterManifest>()] : throw CommandException.Usage($"There is no cluster in {file}.");
    }

    private static YamlStream Load(string text, string file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream;
        }
        catch (YamlException exception)
        {
            throw new CommandException(ExitCodes.Usage, $"{file}:{exception.Start.Line}: {exception.Message}", exception);
        }
    }

    private static ClusterManifest? Read(YamlNode node, ManifestChecker checker)
    {
        if (node is YamlMappingNode mapping && !IsCluster(mapping, checker))
        {
            return null;
        }

        if (checker.Convert(node, "", ManifestField.Root) is not JsonObject manifest)
        {
            return null;
        }

        if (manifest["spec"] is not JsonObject spec)
        {
            checker.Add(node, "spec", "it is missing; say there what is wanted of the cluster");
            return null;
        }

        foreach (var field in ReadmeShape.ToApi(spec))
        {
            checker.Add(node, field, $"it is said twice, here and below spec.{ReadmeShape.Parameters}; leave one of them out");
        }

        var metadata = manifest["metadata"];
        var name = metadata?["name"]?.GetValue<string>();
        return new ClusterManifest(name is null ? null : ClusterKey.Of(metadata?["tenant"]?.GetValue<string>() ?? "", name), spec.Deserialize(ApiJson.Body.SpecDocument)!);
    }

    private static bool IsCluster(YamlMappingNode manifest, ManifestChecker checker) =>
        Has(manifest, "kind", ClusterDocument.KindName, checker) & Has(manifest, "apiVersion", ClusterDocument.Version, checker);

    private static bool Has(YamlMappingNode manifest, string field, string wanted, ManifestChecker checker)
    {
        if (!manifest.Children.TryGetValue(new YamlScalarNode(field), out var node))
        {
            checker.Add(manifest, field, $"it is missing; write \"{field}: {wanted}\"");
            return false;
        }

        if (node.ToString() == wanted)
        {
            return true;
        }

        checker.Add(node, field, $"\"{node}\" is not known; write {wanted}");
        return false;
    }
}
