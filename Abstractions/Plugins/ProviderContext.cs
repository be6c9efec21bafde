using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Reeve.Plugins;

/// <summary>All that the runtime gives to one instance of a provider. Belongs to that instance alone.</summary>
public sealed record ProviderContext
{
    /// <summary>The configured name of the instance: the node, the site or the proxy.</summary>
    public required string Name { get; init; }

    /// <summary>Whose objects the instance handles.</summary>
    public required Owner Owner { get; init; }

    /// <summary>The instance's options, already validated against the schema in <c>plugin.json</c>.</summary>
    public ProviderOptions Options { get; init; } = ProviderOptions.Empty;

    /// <summary>
    /// An absolute path of a directory (mode 0700) for the instance's own files. It survives restarts and replacements
    /// of the plugin, but a provider must work correctly after it was lost: the backend is the truth.
    /// </summary>
    public required string StateDirectory { get; init; }

    /// <summary>Logs under the instance's category. Use <c>[LoggerMessage]</c>; never log a secret.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>The only clock and the only source of timers.</summary>
    public required TimeProvider TimeProvider { get; init; }

    /// <summary>The instance's meter; the runtime disposes it after the instance.</summary>
    public required Meter Meter { get; init; }
}
