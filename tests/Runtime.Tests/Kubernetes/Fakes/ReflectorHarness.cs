using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>A truth, a reflector of it over HTTP, and a reader of its changes.</summary>
internal sealed class ReflectorHarness : IAsyncDisposable
{
    private readonly KubernetesClient _client;
    private readonly ReflectorFactory _factory;

    private ReflectorHarness(TruthServer server, ReflectorOptions options, TimeProvider? timeProvider)
    {
        Server = server;
        _client = new(new() { Server = server.Address }, new() { RequestsPerSecond = 0 });
        _factory = new(_client, timeProvider, random: new Random(1));
        Reflector = _factory.Start(ApiResources.ConfigMaps, options);
        Mirror = new(Reflector);
    }

    /// <summary>Waits that are short, since a test has no time.</summary>
    public static ReflectorOptions Quick { get; } = new() { MinBackoff = TimeSpan.FromMilliseconds(1), MaxBackoff = TimeSpan.FromMilliseconds(4) };

    public TruthServer Server { get; }

    public IReflector<ConfigMap> Reflector { get; }

    public Mirror Mirror { get; }

    public static async Task<ReflectorHarness> StartAsync(
        Action<TruthServer>? prepare = null, ReflectorOptions? options = null, TimeProvider? timeProvider = null)
    {
        var server = await TruthServer.StartAsync();
        prepare?.Invoke(server);
        return new(server, options ?? Quick, timeProvider);
    }

    /// <summary>Waits until reflector and reader know the truth.</summary>
    public Task ConvergedAsync(string after) => Eventually.TrueAsync(
        () =>
        {
            var truth = Server.Truth();
            var seen = Reflector.Snapshot().ToDictionary(static map => map.Metadata.Name, TruthServer.Describe);
            return Same(truth, seen) && Same(truth, Mirror.State());
        },
        "the truth is known after " + after);

    /// <summary>Waits until a watch is open.</summary>
    public Task WatchingAsync() => Eventually.TrueAsync(() => Server.Watching > 0, "there is a watch");

    public async ValueTask DisposeAsync()
    {
        await Reflector.DisposeAsync();
        await Mirror.DisposeAsync();
        _factory.Dispose();
        _client.Dispose();
        await Server.DisposeAsync();
    }

    private static bool Same(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.GetValueOrDefault(pair.Key) == pair.Value);
}
