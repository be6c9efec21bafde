using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Reeve.Clusters;
using Reeve.Plugins;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Plugins;

namespace Reeve.Runtime.Hosting.Clusters;

/// <summary>Says how clusters are looked after. The type of a cluster is the name of its provisioner.</summary>
public sealed class ClustersBuilder : ReeveBuilder
{
    private readonly Dictionary<string, ProviderOptions> _provisioners = [];
    private readonly List<Func<ClusterOptions, ClusterOptions>> _changes = [];
    private string? _default;

    internal ClustersBuilder(ReeveBuilder parent)
        : base(parent) => Services.AddReeveClusters(OptionsOf);

    /// <summary>Looks after clusters by a provisioner that is part of the program.</summary>
    /// <typeparam name="T">Has a public constructor that takes a <see cref="ProviderContext"/>, and services if it likes.</typeparam>
    /// <param name="name">Its name; null for the class's without "Provisioner", such as <c>diorama</c> for <c>DioramaProvisioner</c>.</param>
    public ClustersBuilder UseProvisioner<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(string? name = null)
        where T : class, IClusterProvisioner => UseProvisioner(Linked.Add<T>(ProviderKind.Cluster, name));

    /// <summary>Looks after clusters by a provisioner of a plugin. The first one is that of clusters whose type is not stated.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Its options; null for none.</param>
    public ClustersBuilder UseProvisioner(string name, ProviderOptions? options = null)
    {
        _default ??= name;
        _provisioners[name] = options ?? ProviderOptions.Empty;
        return this;
    }

    /// <summary>Changes the options.</summary>
    /// <param name="change">Gives the options that are to hold; called when the host starts.</param>
    public ClustersBuilder Configure(Func<ClusterOptions, ClusterOptions> change)
    {
        _changes.Add(change);
        return this;
    }

    private ClusterOptions OptionsOf(IServiceProvider services)
    {
        var state = services.GetRequiredService<LocalState>();
        var options = new ClusterOptions { Directory = state.Clusters, Owner = state.OwnerOf(LocalOwner.MachineName), Provisioners = _provisioners };
        return _changes.Aggregate(_default is { } type ? options with { DefaultType = type } : options, static (known, change) => change(known));
    }
}
