using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Flavors.Wire;
using Reeve.Host.Clusters.Manifests;
using Reeve.Host.CommandLine;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Flavors;

/// <summary>Reads manifests of flavors: YAML or JSON, as they are shown, with a <c>spec</c> like that of a cluster. Pure.</summary>
internal static class FlavorManifests
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">What the user calls it.</param>
    /// <exception cref="CommandException">Something is wrong with it: everything, a line each.</exception>
    public static FlavorDocument Read(string text, string file)
    {
        var node = Load(text, file);
        var checker = new ManifestChecker(file);
        var manifest = checker.Convert(node, "", ManifestField.Flavor) as JsonObject;
        if (manifest?["spec"] is not JsonObject spec)
        {
            checker.Add(node, "spec", "it is missing; say there what clusters of the flavor are");
        }
        else
        {
            foreach (var field in ReadmeShape.ToApi(spec))
            {
                checker.Add(node, field, $"it is said twice, here and below spec.{ReadmeShape.Parameters}; leave one of them out");
            }
        }

        return checker.Errors.Count > 0 ? throw CommandException.Usage(string.Join('\n', checker.Errors)) : manifest.Deserialize(ApiJson.Body.FlavorDocument)!;
    }

    private static YamlNode Load(string text, string file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [var one] ? one.RootNode : throw CommandException.Usage($"There {(stream.Documents.Count == 0 ? "is no flavor" : "are several flavors")} in {file}; one is wanted.");
        }
        catch (YamlException exception)
        {
            throw new CommandException(ExitCodes.Usage, $"{file}:{exception.Start.Line}: {exception.Message}", exception);
        }
    }
}
