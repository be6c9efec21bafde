using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.LoadBalancing;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Puts a master behind the load balancer. It goes with the load balancer.</summary>
internal sealed class MemberStep(CloudSteps steps) : StepKind<MemberArguments>("member", StepJson.Default.MemberArguments)
{
    private const int ApiPort = 6443;

    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<MemberArguments> run, CancellationToken cancellationToken)
    {
        var members = steps.Of(run.Arguments.Cluster).LoadBalancer.Members(run.Fill(run.Arguments.Pool));
        var address = run.Fill(run.Arguments.Address);
        var found = (await members.ListAsync(ResourceQuery.All, cancellationToken)).FirstOrDefault(member => member.Address == address);
        try
        {
            found ??= await members.CreateAsync(
                new MemberCreate { Name = run.Arguments.Name, Address = address, ProtocolPort = ApiPort, SubnetId = run.Fill(run.Arguments.Subnet) }, cancellationToken);
        }
        catch (CloudException e) when (e.MayHaveHappened || e.Reason is ErrorReason.Conflict)
        {
            throw new ProviderException(ErrorReason.Transient, e.Message, e); // it takes changes one after the other
        }

        return new Dictionary<string, string> { ["id"] = found.Id };
    }

    protected override Task VerifyAsync(StepRun<MemberArguments> run, CancellationToken cancellationToken)
    {
        var members = steps.Of(run.Arguments.Cluster).LoadBalancer.Members(run.Fill(run.Arguments.Pool));
        var id = run.Find(run.Step.Id, "id")!;
        return steps.WaitAsync(
            async () => await members.GetAsync(id, cancellationToken) switch
            {
                { ProvisioningStatus: "ACTIVE" } active => active,
                { ProvisioningStatus: "ERROR" } => throw new ProviderException(ErrorReason.Unknown, $"The load balancer could not take {run.Arguments.Name} up."),
                _ => null,
            },
            cancellationToken);
    }
}
