using Reeve.Plugins;

[assembly: ReevePlugin(typeof(Fixture.FixturePlugin), "fixture-00")]

namespace Fixture;

/// <summary>The entry point.</summary>
public sealed class FixturePlugin : IPlugin
{
    public FixturePlugin() => Behaviour.Act("construct");

    public void Register(IPluginRegistrar registrar)
    {
        Behaviour.Act("register");
        if (Behaviour.Of("register") == "nothing")
        {
            return;
        }

        registrar.AddWorkloadProvider("fixture", context => new FixtureWorkload(context));
        registrar.AddContainerDriver("fixture", context => new FixtureDriver(context));
        registrar.AddClusterProvisioner("fixture", context => new FixtureProvisioner(context));
        registrar.AddProxyProvider("fixture", context => new FixtureProxy(context));
        if (Behaviour.Of("register") == "surplus")
        {
            registrar.AddWorkloadProvider("surplus", context => new FixtureWorkload(context));
        }

        if (Behaviour.Of("register") == "twice")
        {
            registrar.AddWorkloadProvider("fixture", context => new FixtureWorkload(context));
        }
    }
}
