namespace Reeve.Plugins;

/// <summary>
/// Finds the optional capability interfaces of a provider that stands behind another object. The runtime's guards implement
/// it; providers simply implement the capability interfaces themselves.
/// </summary>
public interface ICapabilities
{
    /// <summary>The capability, or null where the provider lacks it.</summary>
    /// <typeparam name="T">A capability interface.</typeparam>
    T? Find<T>()
        where T : class;
}
