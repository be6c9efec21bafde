using System.Globalization;
using System.Net.Sockets;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Planning;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Probes;

/// <summary>Runs probes, each with its timeout.</summary>
internal sealed class ProbeRunner(IContainerDriver driver, HttpMessageInvoker http, TimeProvider clock, ProbeCounts counts)
{
    // The kubelet's number of tries when a probe cannot be run at all.
    private const int MaxTries = 3;
    private readonly HttpProbe _http = new(http);
    private readonly GrpcProbe _grpc = new(http);

    public async Task<ProbeResult> RunAsync(
        ProbeTrack probe, ContainerId id, Container container, PodFacts facts, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var result = await TryAsync(probe, id, container, facts, cancellationToken);
            if (result.Outcome != ProbeOutcome.Error || tries == MaxTries)
            {
                counts.Add(id.Pod, id.Name, probe.Kind, result.Outcome);
                return result;
            }
        }
    }

    private async Task<ProbeResult> TryAsync(
        ProbeTrack probe, ContainerId id, Container container, PodFacts facts, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Seconds.ForTimer(probe.Timeout), clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await RunAsync(probe.Spec, id, container, facts, linked.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(ProbeOutcome.Failure, Late(probe, container, facts));
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException)
        {
            return timeout.IsCancellationRequested
                ? new(ProbeOutcome.Failure, Late(probe, container, facts))
                : new(ProbeOutcome.Failure, $"{TargetOf(probe.Spec, container, facts)}: {e.InnerException?.Message ?? e.Message}");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever a driver throws: that the probe cannot be run is said in an event, and it is tried again.
            return new(ProbeOutcome.Error, e.Message);
        }
    }

    private Task<ProbeResult> RunAsync(
        Probe probe, ContainerId id, Container container, PodFacts facts, CancellationToken cancellationToken) => probe switch
    {
        { Exec: { } exec } => ExecProbe.RunAsync(Exec(), id, exec.Command, cancellationToken),
        { HttpGet: { } get } => _http.RunAsync(get, container, facts, cancellationToken),
        { TcpSocket: { } tcp } => TcpProbe.RunAsync(
            ProbeTarget.Host(tcp.Host, facts), ProbeTarget.Port(tcp.Port, container), cancellationToken),
        { Grpc: { } grpc } => _grpc.RunAsync(ProbeTarget.Host(null, facts), grpc.Port, grpc.Service ?? "", cancellationToken),
        _ => Task.FromResult(new ProbeResult(ProbeOutcome.Error, $"missing probe handler for {container.Name}")),
    };

    private IContainerExec Exec() =>
        driver.RequireCapability<IContainerExec>(driver.Features.RuntimeName, "run commands in containers");

    private static string Late(ProbeTrack probe, Container container, PodFacts facts) => probe.Spec.Exec is not null
        ? $"command timed out: probe of container {container.Name} timed out after {GoDuration.Format(probe.Timeout)}"
        : $"{TargetOf(probe.Spec, container, facts)}: context deadline exceeded: no answer within {GoDuration.Format(probe.Timeout)}";

    // What was asked, for messages: only of probes that got as far as asking.
    private static string TargetOf(Probe probe, Container container, PodFacts facts) => probe switch
    {
        { HttpGet: { } get } => $"Get \"{HttpProbe.UriOf(get, container, facts)}\"",
        { TcpSocket: { } tcp } => string.Create(
            CultureInfo.InvariantCulture, $"dial tcp {ProbeTarget.Host(tcp.Host, facts)}:{ProbeTarget.Port(tcp.Port, container)}"),
        { Grpc: { } grpc } => string.Create(CultureInfo.InvariantCulture, $"grpc health check of {ProbeTarget.Host(null, facts)}:{grpc.Port}"),
        _ => $"probe of container {container.Name}",
    };
}
