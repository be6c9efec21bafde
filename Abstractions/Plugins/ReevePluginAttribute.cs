namespace Reeve.Plugins;

/// <summary>
/// Marks an assembly as a plugin and names its entry point. The runtime reads it from the metadata, without loading the
/// assembly, so that a bare assembly dropped into a plugin directory is a plugin too.
/// </summary>
/// <param name="pluginType">The public class that implements <see cref="IPlugin"/>.</param>
/// <param name="id">The plugin's id, as in <c>plugin.json</c>: lower-case letters, digits, dots and dashes.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ReevePluginAttribute(Type pluginType, string id) : Attribute
{
    /// <summary>The public class that implements <see cref="IPlugin"/>.</summary>
    public Type PluginType { get; } = pluginType;

    /// <summary>The plugin's id.</summary>
    public string Id { get; } = id;
}
