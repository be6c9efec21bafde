using System.Text.Json;
using Reeve;
using Reeve.Clusters;
using Reeve.Plugins;

namespace Fixture;

/// <summary>Steps that end when the test says so.</summary>
internal sealed class FixtureProvisioner(ProviderContext context) : IClusterProvisioner
{
    private readonly Journal _journal = new(context);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _journal.Write("start");
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FieldError>>([]);

    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new ClusterObservation { Exists = true, Version = Behaviour.Label });

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken) =>
        Task.FromResult(new ClusterPlan());

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new StepCheck { Done = false });

    public async Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken)
    {
        _journal.Write("apply");
        await context.GetSecretAsync("go", cancellationToken);
        _journal.Write("applied");
        return prior;
    }

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _journal.Write("dispose");
        return ValueTask.CompletedTask;
    }
}
