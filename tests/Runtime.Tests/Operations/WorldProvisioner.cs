using System.Collections.Concurrent;
using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Runtime.Tests.Operations;

/// <summary>Gives names of the <see cref="World"/> values, in two changes each, so that a death can come between. Some steps fail as told.</summary>
internal sealed class WorldProvisioner(World world) : IClusterProvisioner
{
    /// <summary>Steps whose applying fails, and for which reason.</summary>
    public ConcurrentDictionary<string, ErrorReason> FailingApply { get; } = new(StringComparer.Ordinal);

    /// <summary>How often undoing a step fails before it works.</summary>
    public ConcurrentDictionary<string, int> FailingUndo { get; } = new(StringComparer.Ordinal);

    /// <summary>Steps in the order in which they were applied.</summary>
    public ConcurrentQueue<string> Applied { get; } = new();

    /// <summary>Steps in the order in which they were undone.</summary>
    public ConcurrentQueue<string> Undone { get; } = new();

    /// <summary>What steps wait for before they are applied.</summary>
    public Func<string, CancellationToken, Task> Gate { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>What a step does beside its work.</summary>
    public Func<ClusterStep, IStepContext, CancellationToken, Task> Extra { get; set; } = static (_, _, _) => Task.CompletedTask;

    public static ClusterStep Step(string id, string value, params string[] dependsOn) => new()
    {
        Id = id,
        Kind = "set",
        Title = $"Set {id}",
        DependsOn = dependsOn,
        Arguments = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["value"] = value }),
    };

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FieldError>>([]);

    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new ClusterObservation { Exists = world.Describe().Length > 0 });

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken) =>
        Task.FromResult(new ClusterPlan());

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) => Task.FromResult(new StepCheck
    {
        Done = world[step.Id] == Value(step) && world[$"{step.Id}.half"] is null,
        Prior = JsonSerializer.SerializeToElement(new Dictionary<string, string?> { ["value"] = world[step.Id] }),
        Outputs = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["made"] = Value(step) }),
    });

    public async Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken)
    {
        await Gate(step.Id, cancellationToken);
        await Extra(step, context, cancellationToken);
        world.Set($"{step.Id}.half", "x");
        if (FailingApply.TryRemove(step.Id, out var reason))
        {
            throw new ProviderException(reason, $"{step.Id} fails");
        }

        world.Set(step.Id, Value(step));
        world.Set($"{step.Id}.half", null);
        Applied.Enqueue(step.Id);
        return JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["made"] = Value(step) });
    }

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        world[step.Id] == Value(step) ? Task.CompletedTask : throw new ProviderException(ErrorReason.Transient, $"{step.Id} is not seen");

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (FailingUndo.TryGetValue(step.Id, out var left) && left > 0)
        {
            FailingUndo[step.Id] = left - 1;
            throw new ProviderException($"{step.Id} cannot be undone now");
        }

        world.Set(step.Id, prior.GetProperty("value").GetString());
        world.Set($"{step.Id}.half", null);
        Undone.Enqueue(step.Id);
        return Task.CompletedTask;
    }

    private static string Value(ClusterStep step) => step.Arguments.GetProperty("value").GetString()!;
}
