using Reeve.Host.CommandLine;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Clusters.Kubeconfigs;

/// <summary>Puts a cluster into a kubeconfig that has others: under its own name, because distributions call every cluster the same. Pure.</summary>
internal static class KubeconfigMerge
{
    /// <summary>Merges.</summary>
    /// <param name="into">The kubeconfig that is there; empty for none.</param>
    /// <param name="from">The cluster's own.</param>
    /// <param name="name">What its cluster and context are called from now on.</param>
    /// <returns>The whole.</returns>
    /// <exception cref="CommandException">One of them is no kubeconfig.</exception>
    public static string Merge(string into, string from, string name)
    {
        var target = Parse(into, "what is there") ?? Empty();
        var source = Parse(from, "what the agent gave") ?? throw CommandException.Failed("The agent gave an empty kubeconfig.");
        var context = Current(source);
        var user = $"{name}-{Text(context, "user")}";
        Put(target, "clusters", name, Entry(source, "clusters", Text(context, "cluster")));
        Put(target, "users", user, Entry(source, "users", Text(context, "user")));
        Put(target, "contexts", name, Mapping("name", name, "context", new YamlMappingNode("cluster", name, "user", user)));
        target.Children[new YamlScalarNode("current-context")] = Scalar(name);
        using var output = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(target)).Save(output, assignAnchors: false);

        // The document's end ("...") says nothing where there is one.
        var text = output.ToString();
        return text.EndsWith("...\n", StringComparison.Ordinal) ? text[..^4] : text;
    }

    private static YamlMappingNode Empty() => new("apiVersion", "v1", "kind", "Config");

    private static YamlMappingNode? Parse(string text, string what)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 || stream.Documents[0].RootNode is YamlScalarNode { Value: "" or null } ? null
                : stream.Documents[0].RootNode as YamlMappingNode ?? throw NoKubeconfig(what, "it is no object", null);
        }
        catch (YamlException exception)
        {
            throw NoKubeconfig(what, exception.Message, exception);
        }
    }

    // The context that is current, or the only one.
    private static YamlMappingNode Current(YamlMappingNode source)
    {
        var contexts = List(source, "contexts");
        var current = source.Children.TryGetValue(new YamlScalarNode("current-context"), out var name) ? name.ToString() : "";
        var chosen = contexts.OfType<YamlMappingNode>().FirstOrDefault(entry => Text(entry, "name") == current) ?? contexts.OfType<YamlMappingNode>().FirstOrDefault();
        return chosen?.Children.TryGetValue(new YamlScalarNode("context"), out var context) == true && context is YamlMappingNode mapping
            ? mapping
            : throw NoKubeconfig("what the agent gave", "it has no context", null);
    }

    private static YamlMappingNode Entry(YamlMappingNode source, string list, string name) =>
        List(source, list).OfType<YamlMappingNode>().FirstOrDefault(entry => Text(entry, "name") == name)
        ?? throw NoKubeconfig("what the agent gave", $"{list} lacks {name}", null);

    private static void Put(YamlMappingNode target, string list, string name, YamlMappingNode entry)
    {
        entry.Children[new YamlScalarNode("name")] = Scalar(name);
        var entries = List(target, list);
        var place = entries.Children.ToList().FindIndex(known => known is YamlMappingNode mapping && Text(mapping, "name") == name);
        if (place < 0)
        {
            entries.Add(entry);
        }
        else
        {
            entries.Children[place] = entry;
        }
    }

    // A kubeconfig without entries may say null, or nothing.
    private static YamlSequenceNode List(YamlMappingNode config, string name)
    {
        if (config.Children.TryGetValue(new YamlScalarNode(name), out var node) && node is YamlSequenceNode list)
        {
            return list;
        }

        list = [];
        config.Children[new YamlScalarNode(name)] = list;
        return list;
    }

    private static string Text(YamlMappingNode node, string name) => node.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value.ToString() : "";

    private static YamlMappingNode Mapping(string first, string value, string second, YamlNode inner) => new(Scalar(first), Scalar(value), Scalar(second), inner);

    private static YamlScalarNode Scalar(string text) => new(text);

    private static CommandException NoKubeconfig(string what, string why, Exception? cause) => CommandException.Failed($"{char.ToUpperInvariant(what[0])}{what[1..]} is no kubeconfig: {why}.", cause);
}
