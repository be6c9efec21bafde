using Reeve.Plugins;
using Reeve.Plugins.Process;

[assembly: ReevePlugin(typeof(BrokenDriver.BrokenPlugin), "fixture.broken")]

namespace BrokenDriver;

/// <summary>Registers the process driver with one fault.</summary>
public sealed class BrokenPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistrar registrar)
    {
        var inner = new Capture();
        new ProcessPlugin().Register(inner);
        registrar.AddContainerDriver("broken", context =>
        {
            var fault = context.Options.Get(BrokenJson.Default.BrokenOptions).Fault;
            return new BrokenDriver(inner.Create!(Inner(context, fault)), fault, context.Owner);
        });
    }

    // The fault "everybody": the driver is opened with one owner for all.
    private static ProviderContext Inner(ProviderContext context, string fault) => context with
    {
        Options = ProviderOptions.Empty,
        Owner = fault == "everybody" ? new Reeve.Owner { Cluster = "all", Node = "all" } : context.Owner,
    };
}
