using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Stands before the capabilities of an <see cref="IContainerDriver"/>.</summary>
internal sealed class GuardedDriverCapabilities(GuardCalls<IContainerDriver> calls, CallDeadlines deadlines)
    : IPodAdmission, IContainerExec, IContainerAttach, IContainerStats, IContainerUpdate, ISandboxUpdate, ISandboxStorage, IContainerPortForward, IContainerLogStore
{
    public IReadOnlyList<FieldError> Validate(Pod pod) =>
        calls.Call("validate", target => Detached.From(Require<IPodAdmission>(target, "check pods").Validate(pod)));

    public Task<int> ExecAsync(ContainerId container, ExecRequest request, CancellationToken cancellationToken) => calls.CallAsync(
        EntryKind.Session, "exec", null,
        (target, token) => Require<IContainerExec>(target, "run commands in containers").ExecAsync(container, request, token), cancellationToken);

    public Task AttachAsync(ContainerId container, AttachRequest request, CancellationToken cancellationToken) => calls.CallAsync(
        EntryKind.Session, "attach", null,
        (target, token) => Require<IContainerAttach>(target, "attach to containers").AttachAsync(container, request, token).Answered(), cancellationToken);

    public Task ForwardPortAsync(PodId pod, int port, Stream connection, CancellationToken cancellationToken) => calls.CallAsync(
        EntryKind.Session, "port_forward", null,
        (target, token) => Require<IContainerPortForward>(target, "forward ports").ForwardPortAsync(pod, port, connection, token).Answered(), cancellationToken);

    public Task<bool> ReadLogsAsync(ContainerId container, LogQuery query, Stream output, CancellationToken cancellationToken) => calls.CallAsync(
        EntryKind.Session, "read_logs", null,
        (target, token) => Require<IContainerLogStore>(target, "read logs").ReadLogsAsync(container, query, output, token), cancellationToken);

    public async Task<IReadOnlyDictionary<ContainerId, ContainerStats>> GetStatsAsync(CancellationToken cancellationToken) => await calls.CallAsync(
        EntryKind.Call, "stats", deadlines.Driver,
        async (target, token) => Detached.From(await Require<IContainerStats>(target, "measure containers").GetStatsAsync(token)), cancellationToken);

    public Task<PodChangeResult> UpdateResourcesAsync(ContainerId container, ResourceRequirements resources, CancellationToken cancellationToken) =>
        calls.CallAsync(
            EntryKind.Call, "update_resources", deadlines.Driver,
            (target, token) => Require<IContainerUpdate>(target, "change containers").UpdateResourcesAsync(container, resources, token), cancellationToken);

    public Task<PodChangeResult> UpdateResourcesAsync(ResolvedPod pod, CancellationToken cancellationToken) =>
        calls.CallAsync(
            EntryKind.Call, "update_pod_resources", deadlines.Driver,
            (target, token) => Require<ISandboxUpdate>(target, "change pods").UpdateResourcesAsync(pod, token), cancellationToken);

    public Task<long> GetUsedBytesAsync(PodId pod, CancellationToken cancellationToken) =>
        calls.CallAsync(
            EntryKind.Call, "measure_pod", deadlines.Driver,
            (target, token) => Require<ISandboxStorage>(target, "measure pods").GetUsedBytesAsync(pod, token), cancellationToken);

    private TCapability Require<TCapability>(IContainerDriver target, string ability)
        where TCapability : class => target.RequireCapability<TCapability>(calls.Provider, ability);
}
