using Reeve.Plugins;

[assembly: ReevePlugin(typeof(Outbox.OutboxPlugin), "example.outbox")]

namespace Outbox;

public sealed class OutboxPlugin : IPlugin
{
    public void Register(IPluginRegistrar registrar) =>
        registrar.AddWorkloadProvider("outbox", context => new OutboxProvider(context));
}
