using NuGet.Versioning;
using Reeve.Host.Packages.Store;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages;

/// <summary>A plugin that is installed.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Record">What it is made of.</param>
internal sealed record Installed(string Name, PackageRecord Record)
{
    /// <summary>The package id.</summary>
    public string Id => Record.Locked.Package.Id;

    /// <summary>The version.</summary>
    public NuGetVersion Version => NuGetVersion.Parse(Record.Locked.Package.Version);

    /// <summary>What is installed of a package; null for nothing.</summary>
    public static Installed? Find(PackageStore store, string id) =>
        store.Current(id) is { } name && store.Find(id, name) is { } record ? new Installed(name, record) : null;

    /// <summary>What is installed, by the id of the package or of the plugin in it.</summary>
    /// <exception cref="ProviderException">Nothing is.</exception>
    public static Installed Require(PackageStore store, string text) => Find(store, text)
        ?? store.Ids.Select(id => Find(store, id)).FirstOrDefault(one => one?.Record.PluginId == text)
        ?? throw PackageFailure.NotFound($"{text} is not installed from a package; \"reeve plugins list --packages\" shows what is.", "id");

    /// <summary>What is known of it, for people and programs.</summary>
    public PackageState ToState(PackageStore store) => new()
    {
        Id = Id,
        Version = Record.Locked.Package.Version,
        PluginId = Record.PluginId,
        Source = Record.Source,
        Range = Record.Locked.Range,
        Previous = store.Previous(Id) is { } previous && previous != Name ? store.Find(Id, previous)?.Locked.Package.Version : null,
        Signer = Record.Signer,
        Tree = Record.Tree,
    };
}
