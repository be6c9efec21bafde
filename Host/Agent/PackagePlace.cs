using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Packages;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Agent;

/// <summary>Where an agent keeps plugins that were installed from packages.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="Home">The user's home, where NuGet.Config may be; null for none.</param>
internal sealed record PackagePlace(string Directory, string? Home)
{
    private const string SystemConfig = "/etc/reeve/NuGet.Config";

    /// <summary>The directory that is looked through for plugins.</summary>
    public string Plugins => Path.Combine(Directory, "plugins");

    /// <summary>The place in a state directory.</summary>
    public static PackagePlace In(AgentLayout layout, Cli cli) => new(layout.Packages, cli.Environment.GetValueOrDefault("HOME") is { Length: > 0 } home ? home : null);

    /// <summary>Opens the packages; NuGet is loaded only now.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="verifier">Tries plugins.</param>
    /// <param name="plugins">The plugins of the running agent; null where none runs.</param>
    /// <param name="loggers">Makes loggers.</param>
    public PackageManager Open(PackageSettings settings, PluginVerifier verifier, IPluginManager? plugins, ILoggerFactory loggers) => new(
        new PackageOptions
        {
            Directory = Directory,
            ConfigFile = settings.ConfigFile is { } configured ? Path.GetFullPath(configured) : null,
            UsualConfigFiles = Home is null ? [SystemConfig] : [SystemConfig, Path.Combine(Home, ".nuget", "NuGet", "NuGet.Config")],
            Sources = settings.Sources,
            RequireSignatures = settings.Signatures == "require",
            TrustedFingerprints = settings.TrustedFingerprints,
        },
        verifier,
        plugins,
        loggers);
}
