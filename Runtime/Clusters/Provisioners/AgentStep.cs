using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Apis;

namespace Reeve.Runtime.Clusters.Provisioners;

/// <summary>
/// A step that turns something on or off in a cluster by its API. It can be repeated, so that it is never done beforehand; it is taken back once the
/// API server is there again, whatever the steps after it have made of that.
/// </summary>
/// <param name="kind">Its kind.</param>
/// <param name="time">The clock.</param>
internal abstract class AgentStep(string kind, TimeProvider time) : IAgentStep
{
    public string Kind => kind;

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new StepCheck { Done = false });

    public async Task<JsonElement> ApplyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var arguments = AgentStepArguments.Of(step);
        await DoAsync(arguments, context.GetClusterApi(arguments.Cluster), cancellationToken);
        return default;
    }

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var arguments = AgentStepArguments.Of(step);
        return RequireDoneAsync(arguments, context.GetClusterApi(arguments.Cluster), cancellationToken);
    }

    public async Task UndoAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var arguments = AgentStepArguments.Of(step);
        if (IsTakenBack(arguments))
        {
            var api = context.GetClusterApi(arguments.Cluster);
            await ApiReadiness.WaitAsync(api, time, cancellationToken);
            await TakeBackAsync(arguments, api, cancellationToken);
        }
    }

    protected abstract Task DoAsync(AgentStepArguments arguments, IClusterApi api, CancellationToken cancellationToken);

    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: it is not done yet.</exception>
    protected virtual Task RequireDoneAsync(AgentStepArguments arguments, IClusterApi api, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether there is something to take back.</summary>
    protected virtual bool IsTakenBack(AgentStepArguments arguments) => true;

    protected abstract Task TakeBackAsync(AgentStepArguments arguments, IClusterApi api, CancellationToken cancellationToken);
}
