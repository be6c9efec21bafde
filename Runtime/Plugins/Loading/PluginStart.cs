using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Reeve.Plugins;

namespace Reeve.Runtime.Plugins.Loading;

/// <summary>Runs the first code of a plugin. Every failure leaves as text, never as an exception of the plugin.</summary>
internal sealed class PluginStart
{
    private readonly string _assemblyPath;
    private readonly string _entryType;

    public PluginStart(PluginLoadContext context, string assemblyPath, string entryType) =>
        (Context, _assemblyPath, _entryType) = (context, assemblyPath, entryType);

    public PluginLoadContext? Context { get; private set; }

    public Dictionary<(ProviderKind Kind, string Name), Func<ProviderContext, IProvider>>? Factories { get; private set; }

    public void Forget() => (Context, Factories) = (null, null);

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Plugins are not known when the host is built; the host is not trimmed.")]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "As above.")]
    public void Run()
    {
        try
        {
            var assembly = Context!.LoadFromAssemblyPath(_assemblyPath);

            // All types are loaded now, so that a difference of versions shows here and not in the middle of a call.
            assembly.GetTypes();
            var plugin = Make(assembly);
            var registrar = new PluginRegistrar();
            try
            {
                plugin.Register(registrar);
            }
            finally
            {
                Factories = registrar.Close();
            }
        }
        catch (PluginLoadException)
        {
            throw;
        }
        catch (Exception exception)
        {
            throw LoadFailure.Describe(exception);
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Plugins are not known when the host is built; the host is not trimmed.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "As above.")]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "As above.")]
    private IPlugin Make(Assembly assembly)
    {
        var type = assembly.GetType(_entryType)
            ?? throw Fault($"The class {_entryType} that its ReevePlugin attribute names does not exist.");
        if (!typeof(IPlugin).IsAssignableFrom(type) || type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null)
        {
            throw Fault($"The class {_entryType} must implement IPlugin and have a public constructor without parameters.");
        }

        return (IPlugin)Activator.CreateInstance(type)!;
    }

    private static PluginLoadException Fault(string reason) => new(PluginStatus.Malfunctioned, reason);
}
