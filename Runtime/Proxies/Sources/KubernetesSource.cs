using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Events;
using Reeve.Runtime.Kubernetes.Queues;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Proxies.Sources.Compiling;
using Reeve.Runtime.Proxies.Sources.Model;

namespace Reeve.Runtime.Proxies.Sources;

/// <inheritdoc/>
/// <remarks>
/// <code>
///   reflectors ► a change ► 1. what is there ► 2. the document as it is, with what the cluster wants
///     ► 3. applied; what cannot be served is left out and tried without ► 4. status and events
///   what fails is tried again, the later the more often it failed
/// </code>
/// </remarks>
internal sealed partial class KubernetesSource : IKubernetesSource
{
    // What comes in a burst is one revision.
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(200);

    // A port that another program had may be free again, and a cluster may have gone: nobody tells of that.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _end = new();
    private readonly Func<CancellationToken, Task<KubernetesConnection>> _connect;
    private readonly IProxyService _proxy;
    private readonly KubernetesSourceOptions _options;
    private readonly SourceCompiler _compiler;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly WorkQueue<string> _queue;
    private readonly Task _running;
    private Connected? _connected;
    private long _looked;
    private HashSet<string> _served = new(StringComparer.Ordinal);
    private volatile KubernetesSourceStatus _status = new() { Problem = "The cluster has not been looked at yet." };

    /// <summary>Begins.</summary>
    public KubernetesSource(
        Func<CancellationToken, Task<KubernetesConnection>> connect, IProxyService proxy, KubernetesSourceOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        (_connect, _proxy, _options, _time, _loggers) = (connect, proxy, options, time, loggers);
        _logger = loggers.CreateLogger<KubernetesSource>();
        _compiler = new SourceCompiler(options);
        _queue = new WorkQueue<string>(new WorkQueueOptions { MaxBackoff = TimeSpan.FromSeconds(30) }, time, _logger);
        _queue.Add(proxy.Name);
        _running = _queue.RunAsync(TurnAsync, _end.Token);
    }

    /// <inheritdoc/>
    public KubernetesSourceStatus Status => _status;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        if (_connected is not null)
        {
            await _connected.DisposeAsync();
        }

        await _queue.DisposeAsync();
        _end.Dispose();
    }

    private async Task TurnAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await ForgetOutdatedAsync(cancellationToken);
            _connected ??= await ConnectAsync(key, cancellationToken);
            var objects = _connected.Objects.Objects; // 1
            var plan = await ApplyAsync(objects, cancellationToken);
            await _connected.Reporter.ReportAsync(plan, objects, cancellationToken); // 4
            _status = StatusOf(plan);
            _queue.AddAfter(key, Again);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _status = _status with { Problem = exception.Message };
            throw; // the queue says so, and tries again
        }
    }

    // A cluster that was made anew has another certificate authority, and knows nobody of before; one that has come to know gateways has more to look at.
    private async Task ForgetOutdatedAsync(CancellationToken cancellationToken)
    {
        if (_connected is not { } connected)
        {
            return;
        }

        var problem = connected.Objects.Problem;
        if (problem is null && (connected.Objects.HasGateways || _time.GetElapsedTime(_looked) < Again))
        {
            return;
        }

        _looked = _time.GetTimestamp();
        if (problem is null && !await Reflected.KnowsAsync(connected.Client, SourceKinds.GatewayGroup, cancellationToken))
        {
            return;
        }

        LogOutdated(_proxy.Name, problem?.Message ?? "it knows gateways now");
        _connected = null;
        await connected.DisposeAsync();
    }

    private async Task<Connected> ConnectAsync(string key, CancellationToken cancellationToken)
    {
        var client = new KubernetesClient(await _connect(cancellationToken));
        var connected = new Connected(client, new ReflectorFactory(client, _time, _loggers), new EventRecorder(client, new EventRecorderOptions { Component = "reeve-proxy" }, _time), _options.Addresses, _time);
        try
        {
            connected.Objects = await Reflected.StartAsync(client, connected.Reflectors, _options.Namespace, () => _queue.AddAfter(key, Calm), cancellationToken);
            _looked = _time.GetTimestamp();
            LogConnected(_proxy.Name, client.Endpoint.Server.ToString());
            return connected;
        }
        catch
        {
            await connected.DisposeAsync();
            throw;
        }
    }

    // What the machine or the provider refuses shows only when it is tried; the object that it comes from is then left out, and the others are served.
    private async Task<SourcePlan> ApplyAsync(SourceObjects objects, CancellationToken cancellationToken)
    {
        var refused = new Dictionary<string, SourceProblem>(StringComparer.Ordinal);
        while (true)
        {
            SourcePlan? plan = null;
            try
            {
                await _proxy.ChangeAsync(spec => (plan = _compiler.Compile(objects, spec, refused, _served, _proxy.Capabilities)).Spec, $"kubernetes ({_options.Name})", cancellationToken); // 2, 3
                _served = plan!.Outcomes.Where(static one => one.Value.IsServed).Select(static one => one.Key).ToHashSet(StringComparer.Ordinal);
                return plan;
            }
            catch (ProxyValidationException invalid) when (plan is not null && TryRefuse(plan, invalid.Errors.Select(static error => (error.Field, SourceProblem.Unsupported(error.ToString()))), refused))
            {
                // Without it.
            }
            catch (ProviderException failed) when (plan is not null && failed.Field is { } field && TryRefuse(
                plan, [(field, failed.Reason is ErrorReason.Conflict ? SourceProblem.Conflict(failed.Message) : SourceProblem.Unsupported(failed.Message))], refused))
            {
                // Without it.
            }
        }
    }

    private static bool TryRefuse(SourcePlan plan, IEnumerable<(string Field, SourceProblem Problem)> errors, Dictionary<string, SourceProblem> refused)
    {
        var before = refused.Count;
        foreach (var (field, problem) in errors)
        {
            if (DocumentNames.Find(plan.Spec, field) is { } name && plan.Owners.GetValueOrDefault(name) is { Length: > 0 } owner)
            {
                refused.TryAdd(owner, problem);
            }
        }

        return refused.Count > before;
    }

    private static KubernetesSourceStatus StatusOf(SourcePlan plan) => new()
    {
        Served = [.. plan.Outcomes.Where(static one => one.Value.IsServed).Select(static one => one.Key).Order(StringComparer.Ordinal)],
        Refused = plan.Outcomes.Where(static one => one.Value.Problems.Count > 0)
            .ToDictionary(static one => one.Key, static one => (IReadOnlyList<string>)[.. one.Value.Problems.Select(static problem => problem.Message)]),
    };
}
