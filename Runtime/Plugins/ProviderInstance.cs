using Reeve.Plugins;

namespace Reeve.Runtime.Plugins;

/// <summary>What the caller says about an instance to open; the runtime adds logger, clock and meter.</summary>
public sealed record ProviderInstance
{
    /// <summary>The configured name of the instance: the node, the site or the proxy.</summary>
    public required string Name { get; init; }

    /// <summary>Whose objects the instance handles.</summary>
    public required Owner Owner { get; init; }

    /// <summary>Its options; checked against the provider's schema when it is opened and again when its plugin is replaced.</summary>
    public ProviderOptions Options { get; init; } = ProviderOptions.Empty;

    /// <summary>An absolute path; made with mode 0700 if it is missing.</summary>
    public required string StateDirectory { get; init; }
}
