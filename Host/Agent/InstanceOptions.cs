using System.Text;
using System.Text.Json.Nodes;
using Reeve.Host.Configuration;
using Reeve.Plugins;

namespace Reeve.Host.Agent;

/// <summary>The configured options of a provider.</summary>
internal static class InstanceOptions
{
    /// <summary>The options, or none.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="own">Options of one instance, over those of all; null for none.</param>
    public static ProviderOptions Of(HostOptions options, string provider, JsonObject? own = null)
    {
        var common = options.Providers.GetValueOrDefault(provider);
        var configured = common is not null && own is not null ? MapMerge.Over(common, own) : own ?? common;
        return configured is null ? ProviderOptions.Empty : new ProviderOptions(Encoding.UTF8.GetBytes(configured.ToJsonString()));
    }
}
