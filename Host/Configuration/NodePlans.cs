using System.Globalization;
using System.Text.Json.Nodes;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Text;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Configuration;

/// <summary>Reads the section <c>nodes</c>: several nodes in one agent, each with settings of its own over those of <c>node</c>.</summary>
internal static class NodePlans
{
    private static readonly string[] OwnKeys = ["name", "provider", "share", "options", "images"];

    /// <summary>The nodes of a configuration: those of the list, or the one that the common settings describe.</summary>
    /// <param name="options">The common settings.</param>
    /// <param name="source">Where the list was written; null without one.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static IReadOnlyList<NodePlan> Read(HostOptions options, SettingSource? source, List<ConfigurationError> errors)
    {
        if (source?.Node is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            return [new NodePlan { Options = options }];
        }

        var nodes = new List<(HostOptions Options, double? Share, YamlNode Node)>();
        foreach (var entry in list.Children.OfType<YamlMappingNode>())
        {
            nodes.Add(ReadEntry(options, source, entry, errors));
        }

        CheckUnique(nodes.Select(node => (node.Options.NodeName ?? "", node.Node)), source, "name", errors);
        CheckUnique(
            nodes.Where(node => node.Options.Node.Port != 0).Select(node => (node.Options.Node.Port.ToString(CultureInfo.InvariantCulture), node.Node)), source, "port", errors);
        try
        {
            var shares = NodeShare.Divide([.. nodes.Select(node => node.Share)]);
            return [.. nodes.Select((node, index) => new NodePlan { Options = node.Options, Share = shares[index] })];
        }
        catch (ArgumentException e)
        {
            errors.Add(source.Error($"nodes: {e.Message.Split(" (Parameter")[0]}"));
            return [];
        }
    }

    private static (HostOptions Options, double? Share, YamlNode Node) ReadEntry(
        HostOptions common, SettingSource source, YamlMappingNode entry, List<ConfigurationError> errors)
    {
        // Records are copied, so that setting a value does not reach the common ones.
        var options = common with { Node = common.Node with { Pressure = common.Node.Pressure with { } }, Images = Copy(common.Images), NodeName = null };
        double? share = null;
        JsonObject? given = null;
        foreach (var (key, value) in entry.Children)
        {
            var name = key.ToString();
            switch (name)
            {
                case "name":
                    Set("nodeName", value);
                    break;
                case "provider":
                    Set("provider", value);
                    break;
                case "share" when value is YamlScalarNode { Value: { } text } && ParseShare(text) is { } part:
                    share = part;
                    break;
                case "share":
                    errors.Add(source.Error("nodes.share takes a part of the machine, such as 0.5 or 50%.", value));
                    break;
                case "options" when YamlJson.Convert(value) is JsonObject mapping:
                    given = mapping;
                    break;
                case "options":
                    errors.Add(source.Error("nodes.options takes a mapping of the provider's options.", value));
                    break;
                case "pressure" when value is YamlMappingNode pressure:
                    SetAll("node.pressure", pressure);
                    break;
                case "images" when value is YamlMappingNode images:
                    SetAll("images", images);
                    break;
                default:
                    Set($"node.{name}", value, key);
                    break;
            }
        }

        if (options.NodeName is null)
        {
            errors.Add(source.Error("Each of nodes needs a name.", entry));
        }

        if (given is not null)
        {
            var own = new Dictionary<string, JsonObject> { [options.Provider] = given };
            options = options with { Providers = (IReadOnlyDictionary<string, JsonObject>)MapMerge.Over(common.Providers, own) };
        }

        return (options, share, entry);

        void SetAll(string section, YamlMappingNode mapping)
        {
            foreach (var (inner, value) in mapping.Children)
            {
                var setting = $"{section}.{inner}";
                if (value is YamlMappingNode below && SettingCatalog.IsSection(setting))
                {
                    SetAll(setting, below);
                }
                else
                {
                    Set(setting, value, inner);
                }
            }
        }

        void Set(string setting, YamlNode value, YamlNode? key = null)
        {
            if (SettingCatalog.Find(setting) is not { } found)
            {
                var section = setting[..setting.IndexOf('.', StringComparison.Ordinal)];
                var name = setting[(section.Length + 1)..];
                var meant = NearestName.Find(name, section == "node" ? OwnKeys.Concat(SettingCatalog.KeysIn(section)) : SettingCatalog.KeysIn(section));
                errors.Add(source.Error(
                    meant is null ? $"Unknown key \"{name}\" of a node." : $"Unknown key \"{name}\" of a node; did you mean \"{meant}\"?", key ?? value));
                return;
            }

            var own = source with { Setting = found, Node = value };
            if (SettingParser.Parse(own, errors) is { } parsed)
            {
                found.SetValue(options, parsed);
                OptionChecks.Check(options, new Dictionary<string, SettingSource> { [found.Key] = own }, errors);
            }
        }
    }

    private static ImageSettings Copy(ImageSettings images) => images with { Deb = images.Deb with { }, Stackable = images.Stackable with { } };

    private static double? ParseShare(string text)
    {
        var percent = text.EndsWith('%');
        return double.TryParse(percent ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? percent ? number / 100 : number
            : null;
    }

    private static void CheckUnique(IEnumerable<(string Value, YamlNode Node)> values, SettingSource source, string key, List<ConfigurationError> errors)
    {
        foreach (var twice in values.GroupBy(value => value.Value).Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            errors.Add(source.Error($"Two of nodes have the {key} {twice.Key}; each needs its own.", twice.ElementAt(1).Node));
        }
    }
}
