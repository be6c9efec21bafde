using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.LoadBalancing;
using Reeve.Plugins.OpenStack.Client.Resources;
using IMembers = Reeve.Plugins.OpenStack.Client.Resources.IChangeableResources<
    Reeve.Plugins.OpenStack.Client.LoadBalancing.Member, Reeve.Plugins.OpenStack.Client.LoadBalancing.MemberCreate, Reeve.Plugins.OpenStack.Client.LoadBalancing.MemberUpdate>;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>The machines behind a load balancer, known by their addresses. It takes changes one after the other.</summary>
internal static class PoolMembers
{
    private const int ApiPort = 6443;

    /// <summary>Adds one, unless it is there.</summary>
    public static async Task<Member> AddAsync(IMembers members, string name, string address, string subnet, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(members, address, cancellationToken)
                ?? await members.CreateAsync(new MemberCreate { Name = name, Address = address, ProtocolPort = ApiPort, SubnetId = subnet }, cancellationToken);
        }
        catch (CloudException e) when (e.MayHaveHappened || e.Reason is ErrorReason.Conflict)
        {
            throw new ProviderException(ErrorReason.Transient, e.Message, e);
        }
    }

    /// <summary>Waits until it is taken up.</summary>
    public static Task WaitAsync(CloudSteps steps, IMembers members, string id, string name, CancellationToken cancellationToken) => steps.WaitAsync(
        async () => await members.GetAsync(id, cancellationToken) switch
        {
            { ProvisioningStatus: "ACTIVE" } active => active,
            { ProvisioningStatus: "ERROR" } => throw new ProviderException(ErrorReason.Unknown, $"The load balancer could not take {name} up."),
            _ => null,
        },
        cancellationToken);

    /// <summary>Takes one away, waiting out that the load balancer is busy; the caller's deadline ends that. One that is gone is fine.</summary>
    public static async Task RemoveAsync(CloudSteps steps, IMembers members, string address, CancellationToken cancellationToken) => await steps.WaitAsync(
        async () =>
        {
            if (await FindAsync(members, address, cancellationToken) is not { } member)
            {
                return members;
            }

            try
            {
                await members.DeleteAsync(member.Id, cancellationToken);
            }
            catch (CloudException e) when (e.Reason is ErrorReason.Conflict or ErrorReason.Transient)
            {
                // Another change is not through: the next look tells.
            }

            return null;
        },
        cancellationToken);

    private static async Task<Member?> FindAsync(IMembers members, string address, CancellationToken cancellationToken) =>
        (await members.ListAsync(ResourceQuery.All, cancellationToken)).FirstOrDefault(member => member.Address == address);
}
