using Reeve.Plugins;
using Reeve.Runtime.Plugins.Discovery;
using Reeve.Runtime.Plugins.Manifests;

namespace Reeve.Runtime.Plugins.Loading;

/// <summary>A plugin whose code was loaded and found to be in order. After <see cref="Unload"/> it refers to nothing of the plugin any more.</summary>
internal sealed class LoadedPlugin
{
    private readonly Lock _lock = new();
    private PluginLoadContext? _context;
    private bool _isLoaded;
    private Dictionary<(ProviderKind Kind, string Name), Func<ProviderContext, IProvider>> _factories;

    /// <summary>A plugin with a context of its own.</summary>
    public LoadedPlugin(
        PluginCandidate candidate,
        string copy,
        PluginLoadContext context,
        Dictionary<(ProviderKind Kind, string Name), Func<ProviderContext, IProvider>> factories)
    {
        (Candidate, Copy, _context, _isLoaded, _factories) = (candidate, copy, context, true, factories);
        Providers = candidate.Manifest!.Provides
            ?? [.. factories.Keys.Select(key => new ProviderInfo { Kind = key.Kind, Name = key.Name })];
    }

    /// <summary>A plugin that is part of the program: there is nothing to unload.</summary>
    public LoadedPlugin(PluginCandidate candidate, Dictionary<(ProviderKind Kind, string Name), Func<ProviderContext, IProvider>> factories)
    {
        (Candidate, Copy, _isLoaded, _factories) = (candidate, "", true, factories);
        Providers = [.. factories.Keys.Select(key => new ProviderInfo { Kind = key.Kind, Name = key.Name })];
    }

    /// <summary>Where it is found now: a directory may be renamed while its code serves.</summary>
    public PluginCandidate Candidate { get; set; }

    public PluginManifest Manifest => Candidate.Manifest!;

    /// <summary>The directory that its code came from.</summary>
    public string Copy { get; }

    public IReadOnlyList<ProviderInfo> Providers { get; }

    /// <summary>Whether it has its code; false after <see cref="Unload"/>.</summary>
    public bool IsLoaded
    {
        get
        {
            lock (_lock)
            {
                return _isLoaded;
            }
        }
    }

    public ProviderInfo? Find(ProviderKind kind, string name) =>
        Providers.FirstOrDefault(provider => provider.Kind == kind && provider.Name == name);

    /// <summary>Makes an instance. Runs plugin code.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: it was unloaded.</exception>
    public T Create<T>(ProviderKind kind, string name, ProviderContext context)
        where T : class, IProvider
    {
        Func<ProviderContext, IProvider>? create;
        lock (_lock)
        {
            create = _factories.GetValueOrDefault((kind, name));
        }

        return (T?)create?.Invoke(context)
            ?? throw new ProviderException(ErrorReason.Transient, $"The plugin {Manifest.Id} has no {ProviderInfo.KindText(kind)} {name} to give.");
    }

    /// <summary>Lets go of the code; when nothing runs in it any more the context is collected.</summary>
    /// <returns>The context, weakly; null if that was done before, or there is none.</returns>
    public WeakReference? Unload()
    {
        lock (_lock)
        {
            (_isLoaded, _factories) = (false, []);
            if (_context is null)
            {
                return null;
            }

            var weak = new WeakReference(_context, trackResurrection: true);
            _context.Unload();
            _context = null;
            return weak;
        }
    }
}
