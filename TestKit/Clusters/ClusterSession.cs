using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Operations.Steps;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Clusters;

/// <summary>One opened provisioner, the world that its steps work on, and what was made in it.</summary>
internal sealed class ClusterSession : ProviderSession<IClusterProvisioner>
{
    private readonly ClusterTarget _cluster;
    private readonly IStepContext _world;
    private readonly Dictionary<ClusterId, Dictionary<string, JsonElement>> _outputs = [];
    private readonly List<(ClusterId Cluster, ClusterStep Step, JsonElement Prior)> _made = [];

    private ClusterSession(ClusterTarget target)
        : base(target.Provider) => (_cluster, _world) = (target, target.World?.Invoke() ?? new MemoryWorld());

    /// <summary>A new cluster that can be made.</summary>
    public ClusterSpec Spec => For(_cluster.Spec, "one");

    /// <summary>Another one beside it.</summary>
    public ClusterSpec Other => For(_cluster.Spec, "other");

    /// <summary>What <see cref="Spec"/> may be upgraded to.</summary>
    public ClusterSpec? Next => _cluster.Next is { } next ? For(next, "one") : null;

    /// <summary>Specifications that must be refused, by the field that is at fault.</summary>
    public IEnumerable<(string Field, ClusterSpec Spec)> Refused => _cluster.Refused.Select(refused => (refused.Key, For(refused.Value, "one")));

    public static async Task<ClusterSession> OpenAsync(ClusterTarget target, CancellationToken cancellationToken)
    {
        var session = new ClusterSession(target);
        await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>The case is about what steps do.</summary>
    public void RequireApplying() => Require.Applies(_cluster.AppliesSteps, "steps are not applied here");

    /// <summary>Hands that may change nothing.</summary>
    public WatchedHands Look(ClusterStep? step = null) => new(_world, OutputsOf(Spec.Id), step) { DryRun = true };

    /// <summary>Hands of a step.</summary>
    public WatchedHands Hands(ClusterId cluster, ClusterStep step) => new(_world, OutputsOf(cluster), step);

    public Task<ClusterObservation> ObserveAsync(CancellationToken cancellationToken, ClusterId? cluster = null) =>
        Provider.ObserveAsync(cluster ?? Spec.Id, Look(), cancellationToken);

    /// <summary>Plans what is wanted of what is there now.</summary>
    public async Task<ClusterPlan> PlanAsync(ClusterIntent intent, CancellationToken cancellationToken, ClusterSpec? spec = null) =>
        await Provider.PlanAsync(
            intent, spec ?? Spec, await ObserveAsync(cancellationToken, (spec ?? Spec).Id).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Steps in the order in which the runtime does them.</summary>
    public static IReadOnlyList<ClusterStep> Order(ClusterPlan plan)
    {
        try
        {
            return StepGraph.Of(plan.Steps).Order;
        }
        catch (ArgumentException e)
        {
            throw new RequirementFailedException(e.Message);
        }
    }

    /// <summary>Plans an operation and does it, as the runtime does.</summary>
    /// <param name="times">How often each step is applied, as if replies had been lost.</param>
    public async Task<ClusterPlan> DoAsync(ClusterIntent intent, CancellationToken cancellationToken, ClusterSpec? spec = null, int times = 1)
    {
        var cluster = (spec ?? Spec).Id;
        var plan = await PlanAsync(intent, cancellationToken, spec).ConfigureAwait(false);
        foreach (var step in Order(plan))
        {
            await DoAsync(step, cancellationToken, cluster, times).ConfigureAwait(false);
        }

        return plan;
    }

    /// <summary>Does one step as the runtime does, from what the journal has of it.</summary>
    public async Task DoAsync(ClusterStep planned, CancellationToken cancellationToken, ClusterId? cluster = null, int times = 1)
    {
        var id = cluster ?? Spec.Id;
        var step = Journal.Copy(planned);
        var hands = Hands(id, step);
        var check = await Provider.CheckAsync(step, hands, cancellationToken).ConfigureAwait(false);
        var prior = Journal.Copy(check.Prior);
        var outputs = check.Outputs;
        if (!check.Done)
        {
            _made.Add((id, step, prior)); // known before it is done, as in the journal
        }

        for (var time = 0; time < times && !check.Done; time++)
        {
            var made = await Provider.ApplyAsync(step, prior, hands, cancellationToken).ConfigureAwait(false);
            Require.True(time == 0 || Journal.TextOf(made) == Journal.TextOf(outputs), $"the step {step.Id} gave other outputs when it was applied again");
            outputs = made;
        }

        OutputsOf(id)[step.Id] = Journal.Copy(outputs);
        await Provider.VerifyAsync(step, hands, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How many steps were applied.</summary>
    public int Made => _made.Count;

    /// <summary>Takes back what was made of a cluster, last first.</summary>
    /// <param name="times">How often each step is taken back.</param>
    /// <param name="since">How many steps of <see cref="Made"/> stay.</param>
    public async Task UndoAsync(CancellationToken cancellationToken, ClusterId? cluster = null, int times = 1, int since = 0)
    {
        var id = cluster ?? Spec.Id;
        foreach (var made in _made.Skip(since).Where(made => made.Cluster == id).Reverse().ToList())
        {
            for (var time = 0; time < times && made.Step.Reversible; time++)
            {
                await Provider.UndoAsync(made.Step, made.Prior, Hands(id, made.Step), cancellationToken).ConfigureAwait(false);
            }

            _made.RemoveAll(other => ReferenceEquals(other.Step, made.Step));
        }
    }

    /// <summary>Removes a cluster as the runtime does: the provisioner's own steps, then what was made is taken back.</summary>
    public async Task DeleteAsync(CancellationToken cancellationToken, ClusterSpec? spec = null)
    {
        await DoAsync(ClusterIntent.Delete, cancellationToken, spec).ConfigureAwait(false);
        await UndoAsync(cancellationToken, (spec ?? Spec).Id).ConfigureAwait(false);
    }

    protected override Task<IClusterProvisioner> OpenProviderAsync(OpenedPlugin plugin, Owner owner, CancellationToken cancellationToken) =>
        plugin.OpenClusterProvisionerAsync(owner, cancellationToken);

    protected override Task WatchAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void Forget()
    {
        // What was made stays known: it is data, as in the runtime's journal.
    }

    protected override async Task RemoveAllAsync()
    {
        foreach (var cluster in _made.Select(made => made.Cluster).Distinct().ToList())
        {
            await UndoAsync(CancellationToken.None, cluster).ConfigureAwait(false);
        }
    }

    private Dictionary<string, JsonElement> OutputsOf(ClusterId cluster)
    {
        if (!_outputs.TryGetValue(cluster, out var outputs))
        {
            _outputs[cluster] = outputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        }

        return outputs;
    }

    private ClusterSpec For(ClusterSpec spec, string name) => spec with { Id = new ClusterId { Owner = Owner, Name = name } };
}
