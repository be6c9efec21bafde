using System.Text;
using Reeve.Host.Configuration;
using Reeve.Plugins;

namespace Reeve.Host.Agent;

/// <summary>The configured options of a provider.</summary>
internal static class InstanceOptions
{
    /// <summary>The options, or none.</summary>
    public static ProviderOptions Of(HostOptions options, string provider) =>
        options.Providers.GetValueOrDefault(provider) is { } configured
            ? new ProviderOptions(Encoding.UTF8.GetBytes(configured.ToJsonString()))
            : ProviderOptions.Empty;
}
