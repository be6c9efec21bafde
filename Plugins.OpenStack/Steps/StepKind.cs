using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A kind of step with typed arguments. By default it makes no outputs, needs no verifying, and leaves nothing to undo.</summary>
internal abstract class StepKind<TArguments>(string name, JsonTypeInfo<TArguments> json) : IStepKind
    where TArguments : class
{
    public string Name => name;

    /// <summary>A step of this kind.</summary>
    public ClusterStep Step(string id, string title, TArguments arguments, params IReadOnlyList<string> dependsOn) => new()
    {
        Id = id, Kind = name, Title = title, DependsOn = dependsOn, Arguments = JsonSerializer.SerializeToElement(arguments, json),
    };

    public Task PreviewAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        PreviewAsync(new StepRun<TArguments>(step, Read(step), context), cancellationToken);

    public async Task<JsonElement> ApplyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeToElement(await ApplyAsync(new StepRun<TArguments>(step, Read(step), context), cancellationToken), StepJson.Default.DictionaryStringString);

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        VerifyAsync(new StepRun<TArguments>(step, Read(step), context), cancellationToken);

    public Task UndoAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        UndoAsync(new StepRun<TArguments>(step, Read(step), context), cancellationToken);

    /// <summary>Looks whether the step could be done; changes nothing.</summary>
    protected virtual Task PreviewAsync(StepRun<TArguments> run, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Makes the effect, by at most one changing call; again after an interrupted try. Gives what later steps refer to.</summary>
    protected abstract Task<Dictionary<string, string>> ApplyAsync(StepRun<TArguments> run, CancellationToken cancellationToken);

    /// <summary>Waits for the effect.</summary>
    protected virtual Task VerifyAsync(StepRun<TArguments> run, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes the effect back; again after an interrupted try, and where nothing was made.</summary>
    protected virtual Task UndoAsync(StepRun<TArguments> run, CancellationToken cancellationToken) => Task.CompletedTask;

    private TArguments Read(ClusterStep step) => step.Arguments.Deserialize(json)
        ?? throw new ProviderException(ErrorReason.Invalid, $"The step {step.Id} has no arguments.");
}
