using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Handover;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>All kinds of steps.</summary>
internal sealed class StepCatalog
{
    private readonly Dictionary<string, IStepKind> _kinds;

    public StepCatalog(CloudSteps steps)
    {
        (Claim, Resource, Tag, Interface, Detach) = (new ClaimStep(steps), new ResourceStep(steps), new TagStep(steps), new InterfaceStep(steps), new DetachStep(steps));
        (Rules, Pki, Token, Servers, Nodes) = (new RulesStep(steps), new PkiStep(steps), new TokenStep(steps), new ServersStep(steps), new NodesStep(steps));
        (Forget, Delete, Clean, Member) = (new ForgetStep(steps), new DeleteStep(steps), new CleanStep(steps), new MemberStep(steps));
        (Drain, Etcd, Address, MemberRemoval) = (new DrainStep(steps), new EtcdStep(steps), new AddressStep(steps), new MemberRemovalStep(steps));
        (Take, AdoptClaim) = (new TakeStep(steps), new AdoptClaimStep(steps));
        (ClusterVersion, RuleRemoval, ListenerAccess) = (new ClusterVersionStep(steps), new RuleRemovalStep(steps), new ListenerAccessStep(steps));
        _kinds = ((IEnumerable<IStepKind>)[Claim, Resource, Tag, Interface, Detach, Rules, Pki, Token, Servers, Nodes, Forget, Delete, Clean, Record, NodeRemoval, Member,
            MemberRemoval, Cordon, Drain, Etcd, Address, ClusterVersion, ProxyVersion, TokenEnd,
            RuleRemoval, ListenerAccess, Take, AdoptClaim, AdoptRecord])
            .ToDictionary(kind => kind.Name, StringComparer.Ordinal);
    }

    public ClaimStep Claim { get; }

    public ResourceStep Resource { get; }

    public TagStep Tag { get; }

    public InterfaceStep Interface { get; }

    public DetachStep Detach { get; }

    public RulesStep Rules { get; }

    public PkiStep Pki { get; }

    public TokenStep Token { get; }

    public ServersStep Servers { get; }

    public NodesStep Nodes { get; }

    public ForgetStep Forget { get; }

    public DeleteStep Delete { get; }

    public CleanStep Clean { get; }

    public MemberStep Member { get; }

    public RecordStep Record { get; } = new();

    public NodeRemovalStep NodeRemoval { get; } = new();

    public MemberRemovalStep MemberRemoval { get; }

    public CordonStep Cordon { get; } = new();

    public DrainStep Drain { get; }

    public EtcdStep Etcd { get; }

    public AddressStep Address { get; }

    public ClusterVersionStep ClusterVersion { get; }

    public ProxyVersionStep ProxyVersion { get; } = new();

    public RuleRemovalStep RuleRemoval { get; }

    public ListenerAccessStep ListenerAccess { get; }

    public TakeStep Take { get; }

    public AdoptClaimStep AdoptClaim { get; }

    public AdoptRecordStep AdoptRecord { get; } = new();

    public TokenEndStep TokenEnd { get; } = new();

    /// <summary>The kind of a step.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: this version does not know it.</exception>
    public IStepKind Of(ClusterStep step) => _kinds.TryGetValue(step.Kind, out var kind)
        ? kind
        : throw new ProviderException(ErrorReason.Unsupported, $"The step {step.Id} is of the kind {step.Kind}, which this version does not know.");
}
