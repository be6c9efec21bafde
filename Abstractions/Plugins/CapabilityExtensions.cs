namespace Reeve.Plugins;

/// <summary>The way to ask a provider for an optional capability.</summary>
public static class CapabilityExtensions
{
    /// <summary>The capability, or null where the provider lacks it. Ask anew for each use: a plugin may be replaced.</summary>
    /// <typeparam name="T">A capability interface, such as <see cref="Workloads.IPodExec"/>.</typeparam>
    /// <param name="provider">The provider, or a guard before it.</param>
    public static T? Capability<T>(this IProvider provider)
        where T : class =>
        provider is ICapabilities capabilities ? capabilities.Find<T>() : provider as T;

    /// <summary>The capability, or an error that says that it is lacking.</summary>
    /// <inheritdoc cref="Capability{T}"/>
    /// <param name="name">The provider's name for the error.</param>
    /// <param name="ability">What it cannot do, for the error, e.g. <c>run commands in containers</c>.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>.</exception>
    public static T RequireCapability<T>(this IProvider provider, string name, string ability)
        where T : class =>
        provider.Capability<T>()
        ?? throw new ProviderException(ErrorReason.Unsupported, $"The provider {name} cannot {ability}.");
}
