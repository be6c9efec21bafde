using Reeve.Runtime.Plugins.Loading;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>What the manager does with a guard.</summary>
internal interface IGuard : IAsyncDisposable
{
    ProviderInstance Instance { get; }

    /// <summary>Makes the first instance, or one after <see cref="DetachAsync"/>. If it had been started it is started, again and again if need be.</summary>
    /// <exception cref="ProviderException">The first instance cannot be made.</exception>
    Task AttachAsync(LoadedPlugin plugin);

    /// <summary>Keeps new holds out until <see cref="Unreserve"/>; false if somebody holds now.</summary>
    bool TryReserve();

    /// <summary>Lets holds in again.</summary>
    void Unreserve();

    /// <summary>Goes over to other code.</summary>
    /// <returns>Null, or why it could not; the former code serves then.</returns>
    Task<string?> ReplaceAsync(LoadedPlugin next);

    /// <summary>Drains and disposes the instance; calls fail with the reason until another is attached.</summary>
    Task DetachAsync(string reason);
}
