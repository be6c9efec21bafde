using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Sharing;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Waits until all servers are active: one call for those of all clusters each time. One that went wrong fails the operation with what the cloud says of it.</summary>
internal sealed class ServersStep(CloudSteps steps) : StepKind<ServersArguments>("servers-active", StepJson.Default.ServersArguments)
{
    // Many clusters wait at the same time.
    private static readonly TimeSpan s_newEnough = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(8);

    protected override Task<Dictionary<string, string>> ApplyAsync(StepRun<ServersArguments> run, CancellationToken cancellationToken) =>
        Task.FromResult(new Dictionary<string, string>());

    protected override async Task VerifyAsync(StepRun<ServersArguments> run, CancellationToken cancellationToken)
    {
        var (cloud, marks) = (steps.Of(run.Arguments.Cluster), new ClusterMarks(run.Arguments.Cluster));
        await steps.WaitAsync(
            async () =>
            {
                var demand = new Demand { MaxAge = s_newEnough, Longest = s_longest, After = steps.Changes.LastOf(run.Arguments.Cluster) };
                var servers = await steps.Share(run.Arguments.Cluster).ListAsync(KindCatalog.Of(MachineKinds.Server), marks, demand, cancellationToken);
                return await LookAsync(run, servers, cloud, cancellationToken) ? servers : null;
            },
            cancellationToken);
    }

    private static async Task<bool> LookAsync(StepRun<ServersArguments> run, IReadOnlyList<CloudResource> servers, ICloud cloud, CancellationToken cancellationToken)
    {
        var isComplete = true;
        foreach (var machine in run.Arguments.Machines)
        {
            var server = servers.Where(server => server.Facts.GetValueOrDefault(ServerMetadata.Machine) == machine).MaxBy(server => server.Status == "ACTIVE")
                ?? throw new ProviderException(ErrorReason.NotFound, $"The server of {machine} is gone: somebody else has deleted it.");
            if (server.Status == "ERROR")
            {
                var fault = server.Fault ?? (await KindCatalog.Of(MachineKinds.Server).GetAsync(cloud, server.Id, cancellationToken))?.Fault;
                throw new ProviderException(ErrorReason.Unknown, $"The server {server.Name} ({server.Id}) went wrong: {fault ?? "the cloud does not say why"}");
            }

            isComplete &= server.Status == "ACTIVE";
        }

        run.Context.ReportProgress($"{servers.Count(server => server.Status == "ACTIVE")} of {run.Arguments.Machines.Count} servers are active");
        return isComplete;
    }
}
