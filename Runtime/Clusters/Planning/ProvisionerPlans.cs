using Reeve.Clusters;
using Reeve.Plugins;
using Reeve.Runtime.Clusters.Provisioners;

namespace Reeve.Runtime.Clusters.Planning;

/// <summary>Asks provisioners for plans; what they say against it becomes a refusal.</summary>
internal sealed class ProvisionerPlans(IClusterTypes types)
{
    /// <summary>The provisioner of a type.</summary>
    /// <exception cref="ClusterRefusedException">It is not there.</exception>
    public async Task<IClusterProvisioner> OpenAsync(string type, CancellationToken cancellationToken) =>
        await types.OpenAsync(type, cancellationToken) ?? throw TypeRefusal.Of(type, types);

    /// <summary>Has an operation planned.</summary>
    /// <exception cref="ClusterRefusedException">The specification is not valid, or there is no way there.</exception>
    public static async Task<ClusterPlan> PlanAsync(
        IClusterProvisioner provisioner, ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken, bool validates = true)
    {
        if (validates)
        {
            Require(await provisioner.ValidateAsync(spec, intent is ClusterIntent.Create ? null : observation, cancellationToken));
        }

        try
        {
            var plan = await provisioner.PlanAsync(intent, spec, observation, cancellationToken);
            return plan.Steps.FirstOrDefault(step => step.Kind.StartsWith(IAgentStep.Prefix, StringComparison.Ordinal)) is { } foreign
                ? throw new ProviderException(ErrorReason.Unknown, $"The provisioner planned the step {foreign.Id} of the kind {foreign.Kind}, which is the agent's own.")
                : plan;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Invalid)
        {
            throw new ClusterRefusedException([new FieldError { Field = e.Field ?? "spec", Message = e.Message }]);
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Unsupported)
        {
            throw new ClusterRefusedException(ClusterRefusal.Unsupported, e.Message);
        }
    }

    /// <exception cref="ClusterRefusedException">There are errors.</exception>
    public static void Require(IReadOnlyList<FieldError> errors)
    {
        if (errors.Count > 0)
        {
            // The provisioner may say what was said already.
            throw new ClusterRefusedException([.. errors.DistinctBy(error => (error.Field, error.Message))]);
        }
    }

    /// <exception cref="ClusterRefusedException">Workloads are to be changed, and there is no way to the API of such clusters.</exception>
    public static void RequireApi(IClusterProvisioner provisioner, string type, bool workloads)
    {
        if (workloads && provisioner.Capability<IClusterKubeconfig>() is null)
        {
            throw new ClusterRefusedException(ClusterRefusal.Unsupported, $"Workloads of clusters of the type {type} cannot be stopped: it gives no way to their API.");
        }
    }
}
