using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps;

/// <summary>A kind of step with typed arguments and a typed record of what was there before. By default it makes no outputs and needs no verifying.</summary>
internal abstract class StepKind<TArguments, TPrior>(string name, JsonTypeInfo<TArguments> arguments, JsonTypeInfo<TPrior> prior) : IStepKind
    where TArguments : class
    where TPrior : class
{
    private static readonly JsonElement s_nothing = JsonDocument.Parse("{}").RootElement;

    public string Name => name;

    /// <summary>A step of this kind.</summary>
    public ClusterStep Step(string id, string title, TArguments values, params IReadOnlyList<string> dependsOn) => new()
    {
        Id = id, Kind = name, Title = title, DependsOn = dependsOn, Arguments = JsonSerializer.SerializeToElement(values, arguments),
    };

    public async Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var (done, before) = await LookAsync(Arguments(step), context, cancellationToken);
        return new StepCheck { Done = done, Prior = JsonSerializer.SerializeToElement(before, prior), Outputs = s_nothing };
    }

    public async Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement before, IStepContext context, CancellationToken cancellationToken)
    {
        await ApplyAsync(Arguments(step), Prior(before), context, cancellationToken);
        return s_nothing;
    }

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) => VerifyAsync(Arguments(step), context, cancellationToken);

    public Task UndoAsync(ClusterStep step, JsonElement before, IStepContext context, CancellationToken cancellationToken) =>
        UndoAsync(Arguments(step), Prior(before), context, cancellationToken);

    /// <summary>Whether the effect is there, and what is there now.</summary>
    protected abstract Task<(bool Done, TPrior Prior)> LookAsync(TArguments arguments, IStepContext context, CancellationToken cancellationToken);

    /// <summary>Makes the effect; again after an interrupted try.</summary>
    protected abstract Task ApplyAsync(TArguments arguments, TPrior prior, IStepContext context, CancellationToken cancellationToken);

    /// <summary>Waits for the effect.</summary>
    protected virtual Task VerifyAsync(TArguments arguments, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Restores what was there; again after an interrupted try, and where nothing was applied.</summary>
    protected abstract Task UndoAsync(TArguments arguments, TPrior prior, IStepContext context, CancellationToken cancellationToken);

    private TArguments Arguments(ClusterStep step) => step.Arguments.Deserialize(arguments)
        ?? throw new ProviderException(ErrorReason.Invalid, $"The step {step.Id} has no arguments.");

    private TPrior Prior(JsonElement before) => before.Deserialize(prior)
        ?? throw new ProviderException(ErrorReason.Invalid, "What was there before the step is not known.");
}
