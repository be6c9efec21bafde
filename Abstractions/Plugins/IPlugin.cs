namespace Reeve.Plugins;

/// <summary>
/// The entry point of a plugin: says which providers its assembly holds. One public class with a parameterless constructor
/// implements it; the assembly names it with <see cref="ReevePluginAttribute"/>.
/// </summary>
/// <remarks>
/// <para><b>Loading.</b> The runtime loads the assembly into a collectible load context of its own, makes one object of this
/// class, calls <see cref="Register"/> once, and compares what was registered with <c>plugin.json</c>. Neither the
/// constructor nor <see cref="Register"/> may start anything, open anything or block: both have a deadline, after which
/// the plugin is quarantined.</para>
/// <para><b>Unloading.</b> When a plugin is replaced, every instance is disposed and the context is unloaded. What keeps it
/// from unloading: a running task, a live timer, an undisposed meter, <c>System.Text.Json</c> by reflection,
/// <c>ValidateDataAnnotations</c>, a typed <c>AddHttpClient&lt;T&gt;</c>. Use source-generated JSON and dispose the rest.</para>
/// <para><b>Boundary.</b> Types of Reeve.Abstractions and of the shared frameworks are the host's; everything else that the
/// plugin ships is private to it.</para>
/// </remarks>
public interface IPlugin
{
    /// <summary>Registers the provider types of this plugin.</summary>
    /// <param name="registrar">Takes them; it must not be kept beyond the call.</param>
    void Register(IPluginRegistrar registrar);
}
