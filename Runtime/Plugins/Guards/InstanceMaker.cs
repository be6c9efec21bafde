using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Reeve.Plugins;
using Reeve.Runtime.Plugins.Loading;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Makes, starts and disposes the objects behind one guard, each call guarded.</summary>
internal sealed partial class InstanceMaker<T>
    where T : class, IProvider
{
    private readonly GuardIdentity _identity;
    private readonly GuardCalls<T> _calls;
    private readonly GuardServices _services;
    private readonly ILogger _logger;

    public InstanceMaker(GuardIdentity identity, GuardCalls<T> calls, GuardServices services, ILogger logger) =>
        (_identity, _calls, _services, _logger) = (identity, calls, services, logger);

    private CallDeadlines Deadlines => _services.Options.Calls;

    /// <summary>Whether a plugin's provider takes the options that the instance has.</summary>
    /// <exception cref="ProviderException">It does not, or there is no such provider.</exception>
    public void CheckOptions(LoadedPlugin plugin)
    {
        var name = _identity.Instance.Name;
        var info = plugin.Find(_identity.Kind, _identity.Provider)
            ?? throw new ProviderException(
                ErrorReason.Unsupported,
                $"The plugin {plugin.Manifest.Id} {plugin.Manifest.Version} has no {ProviderInfo.KindText(_identity.Kind)} {_identity.Provider}, which {name} uses.");
        var errors = info.Options.Validate(_identity.Instance.Options, "options");
        if (errors.Count > 0)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The options of {name} are not valid: {string.Join("; ", errors)}.") { Field = errors[0].Field };
        }
    }

    /// <summary>Makes an object.</summary>
    public async Task<Generation<T>> MakeAsync(LoadedPlugin plugin)
    {
        var instance = _identity.Instance;
        var meter = new Meter($"Reeve.Provider.{_identity.Provider}", plugin.Manifest.Version.Text, [new("reeve.provider.instance", instance.Name)]);
        var context = new ProviderContext
        {
            Name = instance.Name,
            Owner = instance.Owner,
            Options = instance.Options,
            StateDirectory = instance.StateDirectory,
            Logger = _services.LoggerFactory.CreateLogger($"Reeve.Provider.{_identity.Provider}.{instance.Name}"),
            TimeProvider = _services.TimeProvider,
            Meter = meter,
        };
        T? target = null;
        try
        {
            await _calls.InvokeAsync(
                "create", Deadlines.Start, _ => Task.FromResult(target = plugin.Create<T>(_identity.Kind, _identity.Provider, context)), CancellationToken.None);
            return new Generation<T>(target!, plugin, meter);
        }
        catch
        {
            meter.Dispose();
            throw;
        }
    }

    /// <summary>Starts an object, then runs what belongs to the start, under the same deadline each.</summary>
    public async Task StartAsync(Generation<T> generation, Action<T> started, CancellationToken cancellationToken)
    {
        await _calls.InvokeAsync("start", Deadlines.Start, generation.Target.StartAsync, cancellationToken);
        await _calls.InvokeAsync("features", Deadlines.Start, token => Task.Run(() => started(generation.Target), token), cancellationToken);
    }

    /// <summary>Disposes an object; what it fails in is logged.</summary>
    public async Task ReleaseAsync(Generation<T> generation)
    {
        try
        {
            await _calls.InvokeAsync("dispose", Deadlines.Dispose, _ => generation.Target.DisposeAsync().AsTask(), CancellationToken.None);
        }
        catch (ProviderException exception)
        {
            DisposeFailed(_identity.Label, exception.Message);
        }

        generation.Dispose();
    }
}
