using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Plugins;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Plugins;

/// <summary>Plugin directories, a manager over them, and instances, for one test.</summary>
internal sealed class PluginYard : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ServiceProvider _services;
    private readonly Lazy<PluginManager> _manager;

    public PluginYard(Func<PluginOptions, PluginOptions>? configure = null, TimeProvider? timeProvider = null)
    {
        Directory.CreateDirectory(Plugins);
        var options = new PluginOptions
        {
            Directories = [Plugins], CacheDirectory = _directory["cache"], Watch = false,
            DrainDeadline = Eventually.Deadline, SwapPause = Eventually.Deadline,
        };
        Options = configure?.Invoke(options) ?? options;
        _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _manager = new Lazy<PluginManager>(() => new PluginManager(
            Options, timeProvider ?? TimeProvider.System, new CollectingLoggerFactory(Logs), MeterFactory));
    }

    public PluginOptions Options { get; }

    /// <summary>A yard whose manager has loaded one plugin, and takes changes over at once.</summary>
    public static async Task<PluginYard> StartedAsync(string behaviour, Func<PluginOptions, PluginOptions>? configure = null, TimeProvider? timeProvider = null)
    {
        var yard = new PluginYard(options => (configure?.Invoke(options) ?? options) with { Debounce = TimeSpan.FromMilliseconds(10) }, timeProvider);
        FixturePlugins.Write(yard.Place("plugin"), behaviour: behaviour);
        await yard.Manager.StartAsync(CancellationToken.None);
        return yard;
    }

    /// <summary>Lets the clock run, a second at a time, until something has come about.</summary>
    public static Task AdvanceUntilAsync(ManualTimeProvider clock, Func<bool> condition) => Eventually.TrueAsync(
        () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        "the clock brings it about");

    public ConcurrentQueue<string> Logs { get; } = new();

    public PluginManager Manager => _manager.Value;

    public IMeterFactory MeterFactory => _services.GetRequiredService<IMeterFactory>();

    public string Plugins => _directory["plugins"];

    public string Place(string name) => Path.Combine(Plugins, name);

    public string State(string name) => _directory[$"state-{name}"];

    public PluginInfo Info(string id) => Manager.Plugins.Single(plugin => plugin.Id == id);

    public ProviderInstance Instance(string name = "node-a", string options = "{}") => new()
    {
        Name = name,
        Owner = new Owner { Cluster = "c", Node = name },
        StateDirectory = State(name),
        Options = new ProviderOptions(Encoding.UTF8.GetBytes(options)),
    };

    public Task<IWorkloadProvider> OpenAsync(string name = "node-a", string options = "{}", string provider = "fixture") =>
        Manager.OpenWorkloadProviderAsync(provider, Instance(name, options), CancellationToken.None);

    public async Task<IWorkloadProvider> OpenStartedAsync(string name = "node-a", string options = "{}", string provider = "fixture")
    {
        var opened = await OpenAsync(name, options, provider);
        await opened.StartAsync(CancellationToken.None);
        return opened;
    }

    public string[] Journal(string name = "node-a") =>
        File.Exists(Path.Combine(State(name), "journal")) ? File.ReadAllLines(Path.Combine(State(name), "journal")) : [];

    /// <summary>Runs one of the fixture's commands and gives what it wrote.</summary>
    public static async Task<string> ExecAsync(IWorkloadProvider provider, string command)
    {
        using var output = new MemoryStream();
        var pod = new PodId { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "1" };
        await provider.Capability<IPodExec>()!.ExecAsync(
            pod, "main", new ExecRequest { Command = [command], StandardOutput = output }, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        if (_manager.IsValueCreated)
        {
            await Manager.DisposeAsync();
        }

        await _services.DisposeAsync();
        _directory.Dispose();
    }

    private sealed class CollectingLoggerFactory(ConcurrentQueue<string> logs) : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logs.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)}");
    }
}
