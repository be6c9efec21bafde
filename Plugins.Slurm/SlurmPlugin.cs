using Reeve.Plugins;

[assembly: ReevePlugin(typeof(Reeve.Plugins.Slurm.SlurmPlugin), "slurm")]

namespace Reeve.Plugins.Slurm;

/// <summary>Runs pods as jobs of Slurm.</summary>
public sealed class SlurmPlugin : IPlugin
{
    /// <summary>What users write as the node's provider.</summary>
    public const string ProviderName = "slurm";

    /// <inheritdoc/>
    public void Register(IPluginRegistrar registrar)
    {
        ArgumentNullException.ThrowIfNull(registrar);
        registrar.AddWorkloadProvider(ProviderName, static context => new SlurmProvider(context));
    }
}
