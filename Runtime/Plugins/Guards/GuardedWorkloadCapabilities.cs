using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Stands before the capabilities of an <see cref="IWorkloadProvider"/>.</summary>
internal sealed class GuardedWorkloadCapabilities(GuardCalls<IWorkloadProvider> calls, CallDeadlines deadlines)
    : IPodAdmission, IPodLogs, IPodExec, IPodAttach, IPodPortForward, IPodStats, IPodUpdate, INodeInputs
{
    public IReadOnlyList<FieldError> Validate(Pod pod) =>
        calls.Call("validate", target => Detached.From(Require<IPodAdmission>(target, "check pods").Validate(pod)));

    public Task ReadLogsAsync(PodId pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken) => calls.CallAsync(
        EntryKind.Session, "logs", null,
        (target, token) => Require<IPodLogs>(target, "read logs").ReadLogsAsync(pod, container, query, output, token).Answered(), cancellationToken);

    public Task<int> ExecAsync(PodId pod, string container, ExecRequest request, CancellationToken cancellationToken) => calls.CallAsync(
        EntryKind.Session, "exec", null,
        (target, token) => Require<IPodExec>(target, "run commands in containers").ExecAsync(pod, container, request, token), cancellationToken);

    public Task AttachAsync(PodId pod, string container, AttachRequest request, CancellationToken cancellationToken) => calls.CallAsync(
        EntryKind.Session, "attach", null,
        (target, token) => Require<IPodAttach>(target, "attach to containers").AttachAsync(pod, container, request, token).Answered(), cancellationToken);

    public Task ForwardPortAsync(PodId pod, int port, Stream connection, CancellationToken cancellationToken) => calls.CallAsync(
        EntryKind.Session, "port_forward", null,
        (target, token) => Require<IPodPortForward>(target, "forward ports").ForwardPortAsync(pod, port, connection, token).Answered(), cancellationToken);

    public async Task<IReadOnlyList<PodStats>> GetStatsAsync(CancellationToken cancellationToken) => await calls.CallAsync(
        EntryKind.Call, "stats", deadlines.Workload,
        async (target, token) => (await Require<IPodStats>(target, "measure pods").GetStatsAsync(token)).Select(Detached.From).ToArray(), cancellationToken);

    public async Task<IReadOnlyList<PodChangeResult>> UpdatePodAsync(ResolvedPod next, PodChanges changes, CancellationToken cancellationToken) =>
        await calls.CallAsync(
            EntryKind.Call, "update_pod", deadlines.Workload,
            async (target, token) => Detached.From(await Require<IPodUpdate>(target, "change pods").UpdatePodAsync(next, changes, token)), cancellationToken);

    public IReadOnlyList<InputReference> DescribeNodeInputs() =>
        calls.Call("describe_node_inputs", target => Detached.From(Require<INodeInputs>(target, "take inputs of the node").DescribeNodeInputs()));

    public Task TakeNodeInputsAsync(IReadOnlyList<ResolvedInput> inputs, CancellationToken cancellationToken) => calls.CallAsync(
        EntryKind.Call, "take_node_inputs", deadlines.Workload,
        (target, token) => Require<INodeInputs>(target, "take inputs of the node").TakeNodeInputsAsync(inputs, token).Answered(), cancellationToken);

    private TCapability Require<TCapability>(IWorkloadProvider target, string ability)
        where TCapability : class => target.RequireCapability<TCapability>(calls.Provider, ability);
}
