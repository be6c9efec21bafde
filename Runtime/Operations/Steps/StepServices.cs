using Reeve.Runtime.Operations.Secrets;

namespace Reeve.Runtime.Operations.Steps;

/// <summary>What the steps of all operations share.</summary>
internal sealed record StepServices
{
    public required ICommandRunner Commands { get; init; }

    public required ISecretStore Secrets { get; init; }

    public required IClusterApiSource ClusterApis { get; init; }

    public required TimeProvider Time { get; init; }
}
